"""Formats that are known and not read: how they are told, what they are called, and what to export instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unread:
    """Files that begin with one of ``marks`` or, where there are none, end in one of ``suffixes``."""

    name: str
    suffixes: tuple[str, ...]
    marks: tuple[bytes, ...] = ()
    instead: str = "CSV or Parquet"


UNREAD = (
    Unread("HDF5", (".h5", ".hdf5", ".hdf", ".nc4"), (b"\x89HDF\r\n\x1a\n",)),
    Unread("NetCDF", (".nc", ".cdf"), (b"CDF\x01", b"CDF\x02", b"CDF\x05")),
    Unread("MATLAB", (".mat",), (b"MATLAB 5.0",)),
    Unread("Python pickle", (".pkl", ".pickle"), (b"\x80\x02", b"\x80\x03", b"\x80\x04\x95", b"\x80\x05\x95")),
    Unread("R", (".rdata", ".rds", ".rda"), (b"RDX2", b"RDX3", b"X\n\0\0")),
    Unread("SPSS", (".sav", ".zsav"), (b"$FL2", b"$FL3")),
    Unread("Stata", (".dta",), (b"<stata_dta>",)),
    Unread("SAS", (".sas7bdat",), (b"\0" * 12 + b"\xc2\xea\x81\x60",)),
    Unread("Feather 1", (), (b"FEA1",)),
    Unread("Avro", (".avro",), (b"Obj\x01",)),
    Unread("LabVIEW TDMS", (".tdms",), (b"TDSm",)),
    Unread("EDF", (".edf", ".bdf"), (b"0       ", b"\xffBIOSEMI")),
    Unread("WAV", (".wav",), (b"RIFF",)),
    Unread("PDF", (".pdf",), (b"%PDF-",)),
    Unread("7z", (".7z",), (b"7z\xbc\xaf\x27\x1c",), "an archive as .zip or .gz"),
    Unread("RAR", (".rar",), (b"Rar!",), "an archive as .zip or .gz"),
    Unread("xz", (".xz",), (b"\xfd7zXZ\0",), "an archive as .zip or .gz"),
    Unread("bzip2", (".bz2",), (b"BZh",), "an archive as .zip or .gz"),
    Unread("Zstandard", (".zst",), (b"\x28\xb5\x2f\xfd",), "an archive as .zip or .gz"),
    Unread("images", (".png", ".jpg", ".jpeg", ".gif"), (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    Unread("Word", (".docx", ".doc")),
)


def unread_of(path: str, first: bytes) -> Unread | None:
    """The format of a file by its first bytes, or by its name where these could be anything."""
    name = path.lower()
    for each in UNREAD:
        if any(first.startswith(mark) for mark in each.marks) or (not each.marks and name.endswith(each.suffixes)):
            return each
    return None

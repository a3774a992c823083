"""Whether a file lies on a network drive, where SQLite's shared memory, and so its WAL, does not work."""

import os
import re
import subprocess
import sys
from pathlib import Path

NETWORK = re.compile(
    r"^(nfs\d?|cifs|smb\d?|smbfs|smb3|9p|afpfs|afs|ncpfs?|ceph|lustre|glusterfs|webdav|davfs2?|vboxsf|prl_fs|virtiofs|"
    r"fuse\.(sshfs|smbnetfs|glusterfs|rclone|davfs2?|s3fs|vmhgfs-fuse|gvfsd-fuse|prl_fsd))$"
)
_MACOS_MOUNT = re.compile(r"^.* on (?P<point>/.*) \((?P<type>\w+)[,)]")
_DRIVE_REMOTE = 4


def on_network(path: Path) -> bool:
    """True when ``path`` (existing or not) lies on a network drive, as far as the system tells."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    return bool(NETWORK.match(file_system(path, _mounts())))


def file_system(path: Path, mounts: list[tuple[str, str]]) -> str:
    """The type of the file system that ``path`` lies on; '' when unknown. ``mounts`` are (point, type), and of two
    with one point the later one lies on top."""
    place, best, kind = str(path.absolute()), -1, ""
    for point, type_ in mounts:
        base = point.rstrip("/")
        if (place == base or place.startswith(base + "/")) and len(base) >= best:
            best, kind = len(base), type_
    return kind


def parse_proc_mounts(text: str) -> list[tuple[str, str]]:
    """Spaces and the like stand in octal there: ``/mnt/a\\040b``."""
    rows = (line.split(" ") for line in text.splitlines())
    return [(_unescape(row[1]), row[2]) for row in rows if len(row) > 2]


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True).stdout
            found = (_MACOS_MOUNT.match(line) for line in listed.splitlines())
            return [(match["point"], match["type"]) for match in found if match]
        return parse_proc_mounts(Path("/proc/mounts").read_text("utf-8", "surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return []


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes  # only there has it a windll

    drive = os.path.splitdrive(path.absolute())[0]
    if drive.startswith("\\\\"):
        return True
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)

"""Pictures that a table names: as small grey squares, within bounds, and what is told of cells that name none."""

import io
import math
import shutil
import sqlite3
import struct
import zlib
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gatescope.engine.cli import commands as cli
from gatescope.engine.config.run import Decoder, Kind, Level, ReadConfig, Task
from gatescope.engine.data import drawings
from gatescope.engine.data.files import pictures
from gatescope.engine.data.files.pictures import NoPicture, place, thumbnail
from gatescope.engine.data.preparing.prepare import PreparedUnfolding, prepare
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.errors import ConfigError, DataError, Fault, SessionError
from gatescope.engine.protocol.datasets import ColumnType, PictureFault, Role
from gatescope.engine.protocol.messages import PreviewRequest
from gatescope.engine.protocol.roles import role_of, with_role
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.session.session import Session

ROWS = 24


def grey(path: Path, side: int) -> np.ndarray:
    return np.frombuffer(thumbnail(path, side), np.uint8).reshape(side, side)


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)
    return path


def refused(path: Path) -> PictureFault:
    with pytest.raises(NoPicture) as caught:
        thumbnail(path, 16)
    return caught.value.fault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table of drawings and what they show."""
    (tmp_path / "drawings").mkdir()
    for name, content in drawings.files(ROWS).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def opened(folder: Path, **read: object) -> Dataset:
    return open_dataset(str(folder / "drawings.csv"), ReadConfig(**read))


# ---- one picture ------------------------------------------------------------------------------------------------


def test_a_drawing_is_read_as_it_was_drawn(tmp_path: Path) -> None:
    ink = drawings.drawn(1)[0].ink
    (tmp_path / "a.png").write_bytes(drawings.png(ink))
    np.testing.assert_array_equal(grey(tmp_path / "a.png", 12), np.where(ink, 0, 255))
    with Image.open(tmp_path / "a.png") as seen:  # as others read it
        np.testing.assert_array_equal(np.asarray(seen), ~ink)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_grey_and_what_is_transparent_is_white(tmp_path: Path, mode: str) -> None:
    values = np.full((8, 20), 255, np.uint8)
    values[:, :10] = 0
    image = Image.fromarray(values)
    if mode == "I;16":
        image = Image.fromarray(values.astype(np.uint16) * 257)
    elif mode == "RGBA":
        image = Image.fromarray(np.dstack([np.zeros((8, 20, 3), np.uint8), 255 - values]))  # transparent black
    else:
        image = image.convert(mode)
    found = grey(saved(tmp_path / "a.png", image), 10)
    assert (found[:, :4] == 0).all()
    assert (found[:, 6:] == 255).all()


def test_a_jpeg_is_read_and_turned_as_the_camera_was(tmp_path: Path) -> None:
    values = np.zeros((64, 64), np.uint8)
    values[:32] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # what is up stands at the right
    path = saved(tmp_path / "a.jpg", Image.fromarray(values).convert("RGB"), exif=exif, quality=95)
    found = grey(path, 8)
    assert (found[:, :3] < 20).all()
    assert (found[:, 5:] > 235).all()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, of which next to nothing is there."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(drawings._chunk(*each) for each in chunks)


def test_what_says_it_is_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(bomb(60_000, 60_000))
    unpacked = []
    monkeypatch.setattr(pictures, "_grey", lambda *_: unpacked.append(1))
    assert refused(tmp_path / "a.png") is PictureFault.TOO_LARGE
    monkeypatch.setattr(pictures, "BYTES_MOST", 100)
    (tmp_path / "b.png").write_bytes(bomb(10, 10) + bytes(200))
    assert refused(tmp_path / "b.png") is PictureFault.TOO_LARGE
    assert not unpacked


@pytest.mark.parametrize("kind", ["empty", "cut", "text", "gif", "damaged"])
def test_what_is_no_picture_is_told_so(tmp_path: Path, kind: str) -> None:
    whole = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (40, 40), np.uint8)).save(whole, "PNG")
    other = io.BytesIO()
    Image.new("L", (4, 4)).save(other, "GIF")
    content = {
        "empty": b"",
        "cut": whole.getvalue()[:200],
        "text": b"no picture at all",
        "gif": other.getvalue(),
        "damaged": b"\x89PNG\r\n\x1a\n" + bytes(60),
    }[kind]
    (tmp_path / "a.png").write_bytes(content)
    assert refused(tmp_path / "a.png") is PictureFault.NO_PICTURE


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    assert refused(tmp_path) is PictureFault.NO_PICTURE


# ---- where it lies ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../secret.png", PictureFault.OUTSIDE),
        ("in/../../secret.png", PictureFault.OUTSIDE),
        ("..\\secret.png", PictureFault.OUTSIDE),
        ("/etc/secret.png", PictureFault.OUTSIDE),
        ("C:\\secret.png", PictureFault.OUTSIDE),
        ("\\\\server\\share\\secret.png", PictureFault.OUTSIDE),
        ("link.png", PictureFault.OUTSIDE),
        ("out/secret.png", PictureFault.OUTSIDE),
        ("circle.png", PictureFault.MISSING),
        ("none.png", PictureFault.MISSING),
        ("a\0b.png", PictureFault.MISSING),
        ("x" * 5000 + ".png", PictureFault.MISSING),
    ],
)
def test_a_name_leads_nowhere_but_into_the_folder(tmp_path: Path, name: str, fault: PictureFault) -> None:
    home = tmp_path / "home"
    (home / "in").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(drawings.png(np.ones((4, 4), bool)))
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    (home / "out").symlink_to(tmp_path)
    (home / "circle.png").symlink_to(home / "circle.png")
    with pytest.raises(NoPicture) as caught:
        place(name, home)
    assert caught.value.fault is fault


def test_names_within_the_folder_are_found_however_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(b"x")
    (tmp_path / "b.png").symlink_to(tmp_path / "in" / "a.png")
    for name in ("in/a.png", "in\\a.png", "./in/a.png", " in/a.png ", "b.png"):
        assert place(name, tmp_path) == (tmp_path / "in" / "a.png").resolve()


# ---- a table of them --------------------------------------------------------------------------------------------


def test_a_table_that_names_pictures_is_taken_for_captions(folder: Path) -> None:
    dataset = opened(folder)
    picture, *texts = dataset.info.columns
    assert (picture.type, picture.role) == (ColumnType.PICTURE, Role.PICTURE)
    config = dataset.info.suggested
    assert (config.data.task, config.data.picture, config.data.text) == (Task.ONE_TO_MANY, "picture", "caption")
    assert config.data.tokens.level is Level.WORD
    assert isinstance(config.net, Decoder)
    assert all(each.type in (ColumnType.TEXT, ColumnType.CATEGORY) for each in texts)
    made = prepare(dataset, config.data, 5)
    assert isinstance(made, PreparedUnfolding)
    assert made.shape.inputs == 16 * 16
    again = with_role(config.data, "korean", Role.TEXT, dataset.info.columns)
    assert (again.task, again.text, role_of(again, "picture")) == (Task.ONE_TO_MANY, "korean", Role.PICTURE)
    none = with_role(again, "picture", Role.NONE, dataset.info.columns)
    assert (none.task, none.picture) == (Task.NEXT, "")


def test_the_pixels_are_what_goes_in(folder: Path) -> None:
    dataset = opened(folder, thumbnail=12)
    made = prepare(dataset, dataset.info.suggested.data, 5)
    assert isinstance(made, PreparedUnfolding)
    ink = np.stack([each.ink.ravel() for each in drawings.drawn(ROWS)])
    light = np.where(ink, 0.0, 255.0)
    learnt = made.layout.borders == made.layout.edges[1:]
    scaled = (light - light[learnt].mean()) / light[learnt].std()
    np.testing.assert_allclose(made.source, scaled, rtol=1e-4, atol=1e-5)
    assert made.text(made.targets[made.layout.edges[3] : made.layout.edges[4]]) == drawings.drawn(ROWS)[3].caption


def test_cells_that_name_no_picture_are_counted_and_named_and_their_rows_left_out(folder: Path) -> None:
    lines = (folder / "drawings.csv").read_text().splitlines()
    lines[3] = "drawings/none.png,a large ring,x"
    lines[5] = "../drawings.png,a large ring,x"
    lines[8] = ",a large ring,x"
    (folder / "drawings.csv").write_text("\n".join(lines) + "\n")
    dataset = opened(folder)
    (bad,) = dataset.info.records.bad
    assert (bad.column, bad.count, bad.lines, bad.value) == ("picture", 2, (4, 6), "drawings/none.png")
    assert bad.reason is PictureFault.MISSING
    assert dataset.info.columns[0].missing == 3
    assert prepare(dataset, dataset.info.suggested.data, 5).dropped == 3


def test_a_column_of_which_no_picture_can_be_read_is_one_of_words(tmp_path: Path) -> None:
    lines = [f"{at}.png,what is seen here at {at}" for at in range(20)]
    (tmp_path / "a.csv").write_text("\n".join(["picture,caption", *lines]) + "\n")
    dataset = open_dataset(str(tmp_path / "a.csv"))
    assert dataset.info.columns[0].type is ColumnType.TEXT
    with pytest.raises(ConfigError) as caught:
        prepare(dataset, captions(picture="picture"), 5)
    assert (caught.value.fault, caught.value.facts["name"]) == (Fault.CONFIG_VALUE, "picture")


def captions(**values: object):
    from tests.engine.task_tables import chosen

    return chosen(**{"inputs": (), "targets": (), "text": "caption", "task": Task.ONE_TO_MANY, **values})


def test_bytes_alone_lead_to_no_files(folder: Path) -> None:
    raw = (folder / "drawings.csv").read_bytes()
    dataset = dataset_from_bytes(raw, str(folder / "drawings.csv"), Kind.TABLE)
    assert not dataset.pictures
    kept = opened(folder).pictures
    assert dataset_from_bytes(raw, "elsewhere.csv", Kind.TABLE, pictures=kept).pictures == kept


def test_too_many_pictures_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gatescope.engine.data.tables import picture_columns

    monkeypatch.setattr(picture_columns, "PICTURES_MOST", 10)
    with pytest.raises(DataError) as caught:
        opened(folder)
    assert (caught.value.fault, caught.value.facts["count"]) == (Fault.PICTURES_TOO_MANY, ROWS)


def test_a_preview_looks_at_the_first_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gatescope.engine.data import preview as module

    monkeypatch.setattr(module, "RECORDS_MOST", 15)
    told = preview(PreviewRequest(number=1, path=str(folder / "drawings.csv")), lambda: False)
    assert told.info.suggested.data.task is Task.ONE_TO_MANY
    assert told.bad == ()
    assert len(told.sequences) == 15
    (shown,) = told.thumbnails
    assert (shown.place, shown.records, shown.pixels.shape) == (0, tuple(range(15)), (15, 16, 16))
    assert shown.pixels[4].tobytes() == thumbnail(folder / "drawings" / "004.png", 16)


def test_a_preview_marks_what_names_no_picture(folder: Path) -> None:
    lines = (folder / "drawings.csv").read_text().splitlines()
    lines[3], lines[5] = "none.png,a ring,x", ",a ring,x"
    (folder / "drawings.csv").write_text("\n".join(lines) + "\n")
    told = preview(PreviewRequest(number=1, path=str(folder / "drawings.csv")), lambda: False)
    assert (told.bad, told.missing) == (((2, 0),), ((4, 0),))
    assert set(range(ROWS)) - set(told.thumbnails[0].records) == {2, 4}


@pytest.mark.parametrize("words", [[], ["--picture", "picture", "--text", "korean", "--thumbnail", "8"]])
def test_it_is_looked_through_by_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    lines = (folder / "drawings.csv").read_text().splitlines()
    (folder / "drawings.csv").write_text("\n".join([*lines, "drawings.csv,x y,x", "/a.png,x y,x"]) + "\n")
    assert cli.inspect([str(folder / "drawings.csv"), *words]) == 0
    said = capsys.readouterr()
    assert '"one-to-many"' in said.out
    assert cli.train([str(folder / "drawings.csv"), *words, "--steps", "1", "--device", "cpu"]) == 0


# ---- a session of them ------------------------------------------------------------------------------------------


def test_a_session_keeps_the_pixels_and_needs_no_files(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.gatescope"
    words = ["--steps", "5", "--hidden", "6", "--thumbnail", "12", "--device", "cpu", "--session", str(path)]
    assert cli.train([str(folder / "drawings.csv"), *words]) == 0
    expected = opened(folder, thumbnail=12)
    shutil.rmtree(folder / "drawings")
    (folder / "drawings.csv").unlink()
    laboratory = Laboratory()
    laboratory.open_session(str(path))
    run = laboratory.run(1)
    assert isinstance(run.prepared, PreparedUnfolding)
    made = prepare(expected, run.config.data, 5)
    assert isinstance(made, PreparedUnfolding)
    np.testing.assert_array_equal(run.prepared.source, made.source)
    laboratory.set_steps(run, 8)
    training = laboratory.begin(run)
    while run.left():
        training.turn(math.inf, lambda: False)
    laboratory.put_to_rest(training)
    laboratory.close()


def test_what_is_kept_of_pictures_is_believed_only_where_it_fits(folder: Path, tmp_path: Path) -> None:
    path, dataset = tmp_path / "a.gatescope", opened(folder)
    Session.create(path, dataset.info, dataset.raw, pictures=dataset.pictures).close()
    session = Session.open(path, read_only=True)
    kept = session.data_source().pictures["picture"]
    assert kept.pixels == dataset.pictures["picture"].pixels
    session.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE pictures SET side = 8")
    session = Session.open(path, read_only=True)
    with pytest.raises(SessionError) as caught:
        session.data_source()
    assert caught.value.fault is Fault.SESSION_DAMAGED
    session.close()

"""Previews from the engine process: beside training and beside a long reading; the newest request is answered."""

import pytest

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.protocol.messages import (
    CancelOpen,
    DataOpened,
    Failed,
    OpenFile,
    Previewed,
    PreviewRequest,
    Progress,
)
from tests.engine.talking import config, heard_of


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "large.csv"
    path.write_text("a,b,c\n" + "1.5,2.25,word\n3.5,4.75,other\n" * 1_500_000)
    return path


def test_a_preview_is_answered_beside_training_and_a_long_reading(client, sine, large):
    client.open_file(sine)
    run = client.new_run(config()).run
    client.play(run)
    rows = heard_of(client, run)
    client.send(OpenFile(path=str(large)))
    client.receive(Progress)
    client.send(PreviewRequest(number=1, path=str(large)))
    shown = client.receive(Previewed)
    assert (shown.number, shown.info.whole, len(shown.cells)) == (1, False, 200)
    assert len(client.metrics(run, rows, 1 << 40).train_loss) > 0
    assert not [message for message in client._kept if isinstance(message, DataOpened)]
    client.send(CancelOpen())
    assert client.receive(Failed).fault == "read-cancelled"
    assert client.pause(run).step > rows


def test_the_newest_request_is_answered(client, sine, tmp_path):
    for number in range(1, 30):
        client.send(PreviewRequest(number=number, path=str(sine)))
    while client.receive(Previewed).number < 29:
        pass
    client.send(PreviewRequest(number=30, path=str(tmp_path / "none.csv")))
    failed = client.receive(Failed)
    assert (failed.about, failed.fault, failed.number) == ("preview", "file-missing", 30)


def test_a_file_is_opened_as_it_was_shown(client, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("# made by hand\na;b\n" + "".join(f"{at},5;{at * at % 7}\n" for at in range(40)))
    client.send(PreviewRequest(number=1, path=str(path)))
    shown = client.receive(Previewed)
    data = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("b",))
    client.send(OpenFile(path=str(path), read=shown.info.read, data=data))
    opened = client.receive(DataOpened).info
    assert (opened.read, opened.suggested.data) == (shown.info.read, data)
    assert opened.read == ReadConfig(
        kind=Kind.TABLE,
        encoding="utf-8",
        delimiter=";",
        header=True,
        header_lines=1,
        quote='"',
        decimal=",",
        thousands=".",
        comment="#",
        skip=0,
        units=False,
        series=False,
    )

"""The stages of a run's text, asked of the engine process."""

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.run import Recurrent
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.messages import StagesRequest, StagesTold
from tests.bench.engine_client import EngineFailed
from tests.engine.talking import config

TEXT = "나는 갔다. The cat sat.\n" * 40


@pytest.mark.parametrize("embedding", [0, 3])
def test_the_stages_of_a_run_are_told(client, tmp_path, embedding: int) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    suggested = client.open_file(tmp_path / "a.txt").info.suggested
    net = msgspec.structs.replace(suggested.net, embedding=embedding)
    run = client.new_run(msgspec.structs.replace(suggested, net=net))
    client.send(StagesRequest(run=run.run))
    first = client.receive(StagesTold)
    assert (first.run, first.stages.sentences[0], first.stages.count) == (run.run, "나는 갔다.", len(TEXT))
    if not embedding:
        assert first.stages.embedding is None
        return
    assert first.stages.embedding.shape == (first.stages.vocabulary, embedding)
    client.train(run.run, 5)
    client.send(StagesRequest(run=run.run))
    assert not np.array_equal(client.receive(StagesTold).stages.embedding, first.stages.embedding)


def test_a_run_without_a_text_has_none(client, sine) -> None:
    client.open_file(sine)
    run = client.new_run(config())
    assert isinstance(run.config.net, Recurrent)
    client.send(StagesRequest(run=run.run))
    with pytest.raises(EngineFailed) as caught:
        client.receive(StagesTold)
    assert caught.value.failure.fault == Fault.CONFIG_VALUE
    client.send(StagesRequest(run=99))
    with pytest.raises(EngineFailed) as caught:
        client.receive(StagesTold)
    assert caught.value.failure.fault == Fault.RUN_UNKNOWN

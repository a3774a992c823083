"""Reading an encoder–decoder along one pair: every trace of both halves, and where each step of the answer looked.

Looking changes nothing: no random number is drawn, no gradient kept and no module shared.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from gatescope.engine.config.encoder_decoder import HANDED, LOOKED
from gatescope.engine.config.run import EncoderDecoder
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, Pair
from gatescope.engine.models.cells.cell_family import Weights
from gatescope.engine.models.cells.looped import walk
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.encoder_decoder.decoder import Writing
from gatescope.engine.models.encoder_decoder.encoder import Read, ReadingHalf, side_by_side
from gatescope.engine.models.encoder_decoder.network import restored
from gatescope.engine.models.encoder_decoder.writing import scribe, written
from gatescope.engine.models.family import Reading, State, Traces


@torch.no_grad()
def read(net: EncoderDecoder, shape: IOShape, weights: Mapping[str, Tensor], x: Pair) -> Reading:
    """``x`` is of ids (S,) and (T,); where none are given to the decoder, it is given what it writes itself."""
    device = weights["decoder.head.weight"].device
    network = restored(net, shape, weights)
    source, given = (torch.as_tensor(ids, device=device).long() for ids in (x.source, x.fed))
    answer = None
    if not len(given):
        answer = scribe(network, shape).greedy(source[:, None])[:, 0]
        given = torch.cat((answer.new_full((1,), shape.outputs), answer[:-1]))
    said, reading = _encoded(net, network.encoder, source)
    states = network.handed([tuple(part[None] for part in state) for state in said.last])
    writing = network.decoder.begin(states, said.states[:, None], None)
    output, writings = written(network, writing, given)
    looked = [one.looked[0] for one in writings if one.looked is not None]
    return Reading(
        inputs=network.encoder.embedding(source),
        layers=(*reading, *traces_of(writings)),
        output=output,
        maps={LOOKED: {Trace.ATTENTION: torch.stack(looked)}} if looked else {HANDED: {Trace.HIDDEN: _handed(states)}},
        written=answer,
    )


def _handed(states: list[State]) -> Tensor:
    """The hidden state (L, H) that each layer of the decoder begins with."""
    return torch.cat([hidden for hidden, *_ in states])


def _encoded(net: EncoderDecoder, encoder: ReadingHalf, source: Tensor) -> tuple[Read, tuple[Traces, ...]]:
    """What the encoder says of one source, without a batch, and every strand's traces in the data's order."""
    x, found, last = encoder.embedding(source), list[Traces](), list[State]()
    for layer in range(net.layers):
        hidden, ends = list[Tensor](), list[State]()
        for at in net.strands_of(layer):
            back = encoder.from_end(at)
            traces = walk(CELLS[net.cell].step, Weights(*encoder.layers[at].parameters()), x.flip(0) if back else x)
            ends.append(tuple(traces[trace][-1] for trace in (Trace.HIDDEN, Trace.CELL) if trace in net.cell.traces))
            found.append({trace: traces[trace].flip(0) if back else traces[trace] for trace in net.cell.traces})
            hidden.append(found[-1][Trace.HIDDEN])
        x = side_by_side(hidden)
        last.append(tuple(side_by_side(parts) for parts in zip(*ends, strict=True)))
    return Read(x, last), tuple(found)


def traces_of(passed: list[Writing]) -> tuple[Traces, ...]:
    """Of each of the decoder's layers, (T, H)."""
    layers = zip(*(writing.traces for writing in passed), strict=True)
    return tuple({trace: torch.cat([one[trace] for one in layer]) for trace in layer[0]} for layer in layers)

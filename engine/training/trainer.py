"""How a run is trained: ``step()`` is the whole of it, the rest makes it the same step every time.

A step, in order: a batch is drawn, forward, loss, backward, the learning rate of this step, sizes and norm of the
gradient, the row is noted, clipping, update, sizes of the update, the row is timed. Between steps, in any order:
validate, drain what was measured, copy the weights, take or restore a state.

There is no lock here: one thread trains, and the others see what ``drain`` and ``snapshot`` have copied. torch's global
generators are the process's, so that no two runs have their turn at once.
"""

import math
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.config.nets import Ability
from gatescope.engine.config.rates import Rate
from gatescope.engine.config.run import RunConfig, changed
from gatescope.engine.data.preparing.prepare import Prepared, PreparedAnswers
from gatescope.engine.errors import ConfigError, Fault, RunError
from gatescope.engine.machine.device import available_bytes, out_of_memory
from gatescope.engine.models.checks import able, check_able, check_fits, steps_held
from gatescope.engine.models.family import Solving, Writer, family_of
from gatescope.engine.models.losses import counted_loss, mean_loss
from gatescope.engine.protocol.analysis import StepHistograms
from gatescope.engine.protocol.baselines import NO_ERRORS
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.training.answered import UNANSWERED, Answered, answered
from gatescope.engine.training.checkpoint import RANDOM, load_optimiser, load_weights, random_of, save_optimiser
from gatescope.engine.training.gradient import culprit, shorten, total_norm
from gatescope.engine.training.once import Once
from gatescope.engine.training.optimisers import make_optimiser, warm_up
from gatescope.engine.training.pairs import drawn_from, judged_on
from gatescope.engine.training.randomness import Randomness
from gatescope.engine.training.sizes import SizeMeter, Sizes
from gatescope.engine.training.step_rows import Rows, find_fault, join, make_rows
from gatescope.engine.training.truncated import Streams

__all__ = ["Trainer", "warm_up"]


class Trainer:
    """One network learning one part of a data set on one device.

    ``with trainer:`` (or ``enter`` … ``leave``) is a turn, in which torch's global generators are this run's own.
    Equal configurations on equal data train equally, on the CPU bit for bit, alone or in turns with others.

    Once the loss (or with it the gradient) is no longer finite the run is over: that step's gradient is not applied
    on the CPU, ``fault`` says what happened, and ``step``, ``validate`` and ``state`` raise it. On CUDA this is found
    out when the rows are fetched, by ``drain`` or ``state``. The rows up to and including that step are there for
    ``drain`` in any case.
    """

    def __init__(self, config: RunConfig, prepared: Prepared, device: torch.device) -> None:
        """Raises ``ConfigError`` when the network does not fit the task, the data's symbols or the device's memory."""
        net, train, family = config.net, config.train, family_of(config.net)
        check_able(config)
        if prepared.output_medium is Medium.SYMBOLS:
            able(net, Ability.SYMBOLS)
        steps = steps_held(train, prepared.training.longest)
        check_fits(net, prepared.shape, train, available_bytes(device), steps)
        self.config, self.device = config, device
        self.steps_done, self.seconds, self.clip = 0, 0.0, train.clip
        self.accuracy, self.errors, self.answers = math.nan, NO_ERRORS, UNANSWERED
        self.fault: RunError | None = None
        self.batches = drawn_from(prepared, train.batch, device)
        carry = family.carry if train.carry else None
        self.streams = None if carry is None else Streams(prepared, train, device, carry)
        self.random = self._randomness(train.seed)
        with self.random:  # the first numbers of the run's own seed are its initial weights
            self.network = family.build(net, prepared.shape).to(device)
        self.weights = dict(self.network.named_parameters())
        self._parameters = tuple(self.weights.values())
        self.optimiser = make_optimiser(self._parameters, train)
        self.rate = Rate(train)
        self._solve, self._prepared, self._before = family.solve, prepared, family.before_step
        self._pairs = prepared if isinstance(prepared, PreparedAnswers) else None
        self._loss = mean_loss if prepared.uniform else counted_loss
        self._penalty = family.omega(net) if train.omega and family.omega is not None else None
        self._classes, self._numbers = bool(prepared.class_names), prepared.contest.numbers
        self.validation = judged_on(prepared, max(prepared.shape.outputs, net.units * net.directions), device)
        self._rows = make_rows(device)
        self._sizes = SizeMeter(self.weights, train.validate_every)
        self._fetched: list[Rows] = []
        self._steps_fetched = 0

    def step(self) -> None:
        """Draws a batch and follows its gradient once. Raises ``RunError``."""
        if self.fault:
            raise self.fault
        began = perf_counter()
        try:
            finite = self._follow() if self._solve is None else self._solve_once(self._solve)
        except RuntimeError as error:
            raise self._broken(error) from error
        self.steps_done += 1
        self._rows.timed(self.seconds + perf_counter() - began)
        self.seconds += perf_counter() - began
        if not finite:
            self._fetch()  # finds the fault, so that no further step is begun

    def _follow(self) -> bool:
        """One batch, and one step along its gradient; whether both were numbers, as far as that is known."""
        hidden: list[Tensor] | None = None if self._penalty is None else []
        if self._before is not None:
            self._before(self.network, self.config.net, self.steps_done + 1)
        loss = self._loss(*self._pass(hidden))
        for weight in self._parameters:
            weight.grad = None  # as the optimiser's ``zero_grad``, without what it tells torch's profiler
        self._with_omega(loss, hidden).backward()  # type: ignore[no-untyped-call]
        if self.rate.varies:
            self.optimiser.param_groups[0]["lr"] = self.rate.at(self.steps_done + 1)
        self._sizes.before(self.steps_done + 1)  # a gradient is as long as the loss made it: before clipping
        gradients = [weight.grad for weight in self._parameters if weight.grad is not None]
        norm = total_norm(gradients)
        finite = self._rows.measured(loss, norm)  # on CUDA always: to know it would be to wait
        if finite:  # one that is not stays as it is, to be looked at
            shorten(gradients, norm, self.clip, self.config.train.clip_by)
            self.optimiser.step()
            self._sizes.after()
        return finite

    def _solve_once(self, solve: Solving) -> bool:
        """All that there is to learn, from all of the training part. The row is of what was found, not of what was
        there before."""
        self._sizes.before(self.steps_done + 1)
        finite = self._rows.measured(*solve(self.network, self.config.net, Once(self._prepared, self.device)))
        self._sizes.after()
        return finite

    def _pass(self, hidden: list[Tensor] | None) -> tuple[Tensor, Tensor]:
        """What the network says of the next batch, and what it should say. ``hidden`` is given each strand's states."""
        if self.streams is not None:
            return self.streams.forward(self.network)
        x, y, lengths = self.batches.draw(self.random.batches)
        return self.network(x, hidden, lengths), y

    def _with_omega(self, loss: Tensor, hidden: list[Tensor] | None) -> Tensor:
        """What is followed: the loss, and Ω where it is asked for. The loss that is told is the loss alone."""
        if self._penalty is None or hidden is None:
            return loss
        return loss + self.config.train.omega * self._penalty(self.network, loss, hidden)

    @torch.no_grad()
    def validate(self) -> float:
        """The mean loss over the counted targets of the fixed validation spans, each from zero state, without dropout;
        NaN when there is none. Where targets are classes, ``accuracy`` is then the share of them that is met, of pairs
        the share of ``answers`` that are right as a whole; where they are numbers, ``errors`` (2, D) are RMSE and MAE
        of each column in the data's own units, of pairs (2, 1) the shares of tokens and of characters that are wrong.
        Draws no random number. Raises ``RunError``."""
        if self.fault:
            raise self.fault
        began = perf_counter()
        total, met = torch.zeros((2, 1), dtype=torch.float64, device=self.device)
        count, said = 0.0, []
        self.network.eval()  # no dropout, so no random number is drawn
        try:
            for x, y, counted, weight, whole, lengths, rows in self.validation:
                output = self.network(x, None, lengths)[counted]  # (n, O)
                total += (mean_loss if whole else counted_loss)(output[None], y[None]).double() * weight
                count += weight
                if self._numbers is not None:
                    said.append((output, rows))
                if self._classes:
                    met += (output.argmax(-1) == y).sum()
            if self._pairs is not None:
                self.answers = self.answer(self._pairs)
                self.errors = np.array([[1 - self.answers.tokens], [self.answers.characters]])
        except RuntimeError as error:
            raise self._broken(error) from error
        finally:
            self.network.train()
        if self._numbers is not None and said:
            guess, at = zip(*said, strict=True)
            self.errors = self._numbers.errors(torch.cat(guess).cpu().numpy(), np.concatenate(at))
        self.seconds += perf_counter() - began
        self.accuracy = self._share_met(float(met), count)
        loss = float(total) / count if count else math.nan
        self.rate.heard(loss, self.steps_done)
        return loss

    def _share_met(self, met: float, count: float) -> float:
        """Of the validation targets, ``met`` being how many classes are right of ``count``; NaN of numbers."""
        if self._pairs is not None:
            return self.answers.whole
        return met / count if self._classes and count else self.accuracy

    def answer(self, prepared: PreparedAnswers, width: int = 1) -> Answered:
        """How right the answers are that it writes by itself to the validation pairs, by a beam of a ``width``."""
        self.network.eval()
        try:
            return answered(self.writer(prepared), prepared, self.validation, width)
        finally:
            self.network.train()

    def writer(self, prepared: PreparedAnswers) -> Writer:
        """What writes its answers."""
        write = family_of(self.config.net).write
        assert write is not None
        return write(self.network, prepared.shape)

    def drain(self) -> Rows:
        """The rows measured since the last call, the last one being the step that broke the run if one did. When
        there are none and the run is broken, raises its ``fault``."""
        self._fetch()
        rows = join(self._fetched)
        self._fetched = []
        if self.fault and not len(rows.seconds):
            raise self.fault
        return rows

    def drain_sizes(self) -> Sizes:
        """The sizes measured since the last call; of the rows ``drain`` has handed out."""
        return self._sizes.drain().until(self.steps_done)

    def watch(self, on: bool) -> None:
        """Whether the sizes measured from now on come with histograms. Training is the same either way."""
        self._sizes.watching = on

    def drain_histograms(self) -> StepHistograms | None:
        """The newest since the last call, of a step whose row ``drain`` has handed out; None when there is none."""
        newest = self._sizes.drain_histograms()
        return newest if newest is not None and newest.step <= self.steps_done else None

    def parameters(self) -> int:
        """How many numbers are learnt."""
        return sum(weight.numel() for weight in self.weights.values() if weight.requires_grad)

    def plan(self, config: RunConfig) -> None:
        """Goes on by the same configuration but for how long it is to train."""
        self.config = config
        self.rate.plan(config.train)

    def set_live(self, name: str, value: float) -> None:
        """Changes ``learning_rate`` or ``clip`` from the next step on. Raises ``ConfigError``."""
        if name == "learning_rate":
            self.rate.base = changed(self.config, learning_rate=value).train.learning_rate
            self.optimiser.param_groups[0]["lr"] = self.rate.base
        elif name == "clip":
            self.clip = changed(self.config, clip=value).train.clip
        else:
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, choices="learning_rate, clip")

    @torch.no_grad()
    def snapshot(self, into: dict[str, Tensor] | None = None) -> dict[str, Tensor]:
        """A copy of the weights by name, on the device; ``into`` is an earlier one to be overwritten."""
        if into is None:
            return {name: weight.detach().clone() for name, weight in self.weights.items()}
        torch._foreach_copy_(list(into.values()), list(self.weights.values()))
        return into

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Everything needed to go on bit for bit: tensors by name, on the CPU, and values for JSON. Raises
        ``RunError`` when the run is broken, also when that is seen by nothing but its weights: from those one cannot
        go on."""
        self._fetch()  # rows that are still on the device may say that the run is broken
        tensors = {name: weight.detach().to("cpu", copy=True) for name, weight in self.weights.items()}
        if not self.fault and not all(value.isfinite().all() for value in tensors.values()):
            self.fault = RunError(Fault.GRADIENT_NOT_FINITE, run=0, step=self.steps_done, value="inf")
        if self.fault:
            raise self.fault
        tensors |= save_optimiser(self.optimiser, self.network)
        tensors |= {RANDOM + name: value for name, value in self.random.state().items()}
        values = {"step": self.steps_done, "seconds": self.seconds, "device": self.device.type}
        live = {"learning_rate": self.rate.base, "clip": self.clip}
        if self.streams is not None:
            carried, values["carried"] = self.streams.state()
            tensors |= carried
        return tensors, values | {"live": live, "rate": self.rate.state()}

    def restore(self, tensors: Mapping[str, Tensor], values: Mapping[str, Any]) -> None:
        """Goes on from a ``state`` of a run with the same configuration. One that was taken on another kind of device
        brings no random numbers that fit here: then the run draws fresh ones, the same for the same step."""
        load_weights(self.network, tensors)
        load_optimiser(self.optimiser, self.network, tensors)
        if values["device"] == self.device.type:
            self.random.restore(random_of(tensors))
        else:
            self.random.restore(self._randomness(self.config.train.seed + values["step"]).state())
        for name, value in values["live"].items():  # the rate's base; where its schedule stands comes below
            self.set_live(name, value)
        if self.streams is not None:
            self.streams.restore(tensors, values["carried"])
        self.rate.restore(values.get("rate", self.rate.state()))  # keyframes of earlier versions have none
        self.steps_done = self._steps_fetched = values["step"]
        self.seconds, self.fault, self._fetched = values["seconds"], None, []
        self._rows = make_rows(self.device)  # what was measured on the way that is left behind is nobody's
        self._sizes.drain()
        self._sizes.drain_histograms()

    def _randomness(self, seed: int) -> Randomness:
        return Randomness(seed, self.device, on_host=self.batches.host)

    def enter(self) -> None:
        """Begins a turn: installs this run's own random numbers."""
        self.random.__enter__()

    def leave(self) -> None:
        """Ends a turn: what was installed before comes back."""
        self.random.__exit__(None, None, None)

    def __enter__(self) -> "Trainer":
        self.enter()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def _fetch(self) -> None:
        """Brings the rows over from the device and looks for one that broke the run."""
        rows = self._rows.drain()
        found = None if self.fault else find_fault(rows, self._steps_fetched + 1)
        if found:
            last, fault = found
            self.fault = self._with_culprit(fault, newest=last + 1 == len(rows.seconds))
            rows = rows.first(last + 1)
            self.steps_done = self._steps_fetched + last + 1  # on CUDA steps were done beyond it
        self._steps_fetched += len(rows.seconds)
        self._fetched.append(rows)

    def _with_culprit(self, fault: RunError, *, newest: bool) -> RunError:
        """On CUDA the weights have followed the broken gradient, or ``newest`` ones, by the time that it is seen; and
        clipping has spread what is no number over all of it."""
        if self.device.type != "cuda":
            return culprit(fault, self.weights)
        return culprit(fault, self.weights if newest and not self.clip else {}, followed=True)

    def _broken(self, error: RuntimeError) -> Exception:
        """What a failed computation means; an error that is neither memory's nor the device's is left as it is."""
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        if out_of_memory(error):
            self.fault = RunError(Fault.OUT_OF_MEMORY, run=0, step=self.steps_done + 1, device=str(self.device))
        elif self.device.type == "cuda":
            self.fault = RunError(Fault.DEVICE_FAILED, run=0, step=self.steps_done + 1, reason=reason)
        return self.fault or error

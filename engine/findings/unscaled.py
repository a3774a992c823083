"""Inputs that are not scaled: too large for a network to learn from, or of sizes far apart."""

from gatescope.engine.config.run import Scale
from gatescope.engine.findings.evidence import SIZES, Action, ActionKind, Evidence, Finding, Rule

LARGE = 100.0  # in size, or times the smallest: networks begin with weights for inputs of about 1


def find(evidence: Evidence) -> Finding | None:
    """An input that is not scaled is ``LARGE`` in size (the root of its mean square), or so many times as large as the
    smallest: gates stand at their limits then, and what is small is not seen beside it (LeCun, Bottou, Orr & Müller
    1998: inputs of mean 0 and about the same variance)."""
    data, sizes = evidence.config.data, evidence.info.input_sizes
    known = {name: size for name, size in zip(data.inputs, sizes, strict=False) if size > 0}
    if not any(data.of(name).scale is Scale.NONE for name in known):
        return None
    column = max(known, key=known.__getitem__)
    size, apart = known[column], known[column] / min(known.values())
    if max(size, apart) <= LARGE:
        return None
    part = "apart" if apart > LARGE else "large"
    action = Action(ActionKind.NEW_RUN, "scale", Scale.STANDARD)
    return Finding(RULE.name, apart if part == "apart" else size, LARGE, SIZES, action, part=part, column=column)


RULE = Rule("unscaled", find, SIZES)

"""Planted faults and healthy runs, judged on as many machines as one machine can imitate.

``python -m tests.bench findings``: other numbers of threads, other kernels, and initial weights that differ by a few
parts in a million, as another processor's arithmetic would make them. What is found must not depend on any of it.
"""

from collections.abc import Iterator

from tests.bench.report import Row, at_most, say

THREADS = (1, 2, 3)
SEEDS = 5


def rows(seeds: int = SEEDS) -> Iterator[Row]:
    """For each machine that is imitated, the runs that are judged otherwise."""
    for threads in THREADS:
        yield _judged(f"{threads} threads", threads=threads)
    yield _judged("without oneDNN", one_dnn=False)
    for seed in range(1, seeds + 1):
        yield _judged(f"weights 1e-6 apart, seed {seed}", seed)


def _judged(machine: str, seed: int = 0, **how: object) -> Row:
    from gatescope.engine.findings.rules import find  # the runs load torch: not for --help
    from tests.engine.findings_runs import FAULTS, HEALTHY, computed, elsewhere, evidence_of

    wrong = {}
    with computed(**how):
        for case in FAULTS + HEALTHY:
            found = [one.rule for one in find(evidence_of(elsewhere(case, seed) if seed else case))]
            if found != ([case.rule] if case.rule else []):
                wrong[case.name] = [str(rule) for rule in found]
    say(f"{machine}: {wrong or 'every run judged alike'}")
    return at_most(f"of {len(FAULTS + HEALTHY)} known runs judged otherwise, {machine}", len(wrong), "", 0, runs=wrong)

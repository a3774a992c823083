"""The table of rules: a file each, and what each may follow from."""

import importlib
import pkgutil

import pytest

from gatescope.engine import findings
from gatescope.engine.findings import rules as finding
from gatescope.engine.findings.evidence import LOSS
from gatescope.engine.findings.rules import RULES, Evidence, Finding, Rule, find
from tests.gui.fake_engine import info

NAMES = [rule.name for rule in RULES]


def test_every_rule_is_in_a_file_of_its_name_and_every_such_file_in_the_table() -> None:
    modules = [
        importlib.import_module(f"{findings.__name__}.{one.name}") for one in pkgutil.iter_modules(findings.__path__)
    ]
    there = {module.__name__.rpartition(".")[2]: module.RULE for module in modules if hasattr(module, "RULE")}
    assert there == {rule.name.replace("-", "_"): rule for rule in RULES}
    assert len(there) == len(RULES)


def test_a_rule_follows_only_from_others_that_there_are() -> None:
    for rule in RULES:
        assert (rule.explained_by or frozenset()) <= set(NAMES) - {rule.name}
    assert [rule.name for rule in RULES if rule.alone] == ["not-finite"]


def said(
    name: str, explained_by: frozenset[str] | None = frozenset(), alone: bool = False, quiet: bool = False
) -> Rule:
    one = Finding(name, 2.0, 1.0, LOSS)
    return Rule(name, lambda _: None if quiet else one, LOSS, explained_by, alone)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([said("a"), said("b")], ["a", "b"]),
        ([said("a"), said("b", frozenset({"a"}))], ["a"]),
        ([said("a", quiet=True), said("b", frozenset({"a"}))], ["b"]),
        ([said("a", frozenset({"b"})), said("b")], ["b"]),  # wherever it stands
        ([said("a"), said("b", explained_by=None), said("c")], ["a", "c"]),
        ([said("a", quiet=True), said("b", explained_by=None), said("c")], ["b", "c"]),
        ([said("a"), said("b", alone=True)], ["b"]),
    ],
    ids=["both", "explained", "what is not found explains nothing", "below", "by anything above", "last left", "alone"],
)
def test_what_follows_from_something_else_is_not_told(
    rules: list[Rule], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RULES", tuple(rules))
    assert [one.rule for one in find(Evidence(info(1)))] == told

"""What stood out at a step, in words."""

from PySide6.QtCore import QCoreApplication

from gatescope.gui.state.sightings import Severity, Sighting
from gatescope.gui.words.findings import sentences
from gatescope.gui.words.findings.praise import praised
from gatescope.gui.words.findings.texts import TEXTS

translate = QCoreApplication.translate


def name(sighting: Sighting) -> str:
    """In a word or two."""
    if sighting.finding is None:
        return translate("Timeline", "beats the baselines")
    if sighting.severity is Severity.NOTICED:
        return translate("Timeline", "noticed")
    return translate("Words", TEXTS[sighting.rule].name)


def sentence(sighting: Sighting) -> str:
    """With its number."""
    if sighting.finding is None:
        return praised(sighting.skill)
    noticed = sighting.severity is Severity.NOTICED
    return sentences.sighted(sighting.finding) if noticed else sentences.sentence(sighting.finding)

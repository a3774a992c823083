"""What is good about a run, in a sentence."""

from PySide6.QtCore import QCoreApplication

from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.state.baselines import Verdict, levels, verdict
from gatescope.gui.state.store import RunRecord


def praise(record: RunRecord) -> str:
    """That it beats everything it is compared with, and by how much; '' where it does not."""
    if verdict(record.validation, levels(record.info)) is not Verdict.LEARNT:
        return ""
    said, rmse, targets = praised(record.skill), record.errors[0], record.info.config.data.targets
    if len(rmse) != 1 or len(targets) != 1:
        return said
    typical = QCoreApplication.translate("Findings", "Typical error (RMSE) of {column}: {rmse}.")
    return f"{said} {typical.format(column=targets[0], rmse=numbers.three(rmse[0]))}"


def praised(skill: float) -> str:
    """How good it is by one number."""
    told = QCoreApplication.translate("Findings", "Better than every baseline: skill {skill}.")
    return told.format(skill=f"{skill:.2f}")

"""What the settings of the data are called, and what each does; the others: ``gui.words.run_settings``. Free of Qt."""

from collections.abc import Mapping

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, SettingWords

DATA: Mapping[str, SettingWords] = {
    "data.kind": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · read as")),
    "data.inputs": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · inputs")),
    "data.targets": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · targets")),
    "data.validation_share": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · validation share"),
        QT_TRANSLATE_NOOP("Settings", "Validation"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The share of the data that is kept from learning, to see what the network makes of what it does not "
            "know. More judges better and leaves less to learn from.",
        ),
    ),
    "data.transform": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · transform")),
    "data.season": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · season"),
        QT_TRANSLATE_NOOP("Settings", "Season"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many steps a season has, 12 for months in a year; 0: found in the training part. Seasonal "
            "differences take it out before learning, and “same as last season” repeats it.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "found"),
    ),
    "data.task": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · task")),
    "data.horizon": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · steps ahead")),
    "data.classes": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · targets are classes")),
    "data.categories": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · categories")),
    "data.time": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · time")),
    "data.sequence": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · sequences by")),
    "data.beside": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · sequences also by")),
    "data.text": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · text")),
    "data.second": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · second text")),
    "data.picture": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · picture")),
    "data.scale": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · scaling")),
    "data.fill": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · missing values")),
    "data.columns": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · columns with settings of their own")),
    "data.tokens.level": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · token"),
        QT_TRANSLATE_NOOP("Settings", "Tokens"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Into what the text is cut before each piece gets its number. Takes effect with the next run.",
        ),
    ),
    "data.tokens.most": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · largest vocabulary"),
        QT_TRANSLATE_NOOP("Settings", "Vocabulary"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many tokens are known at most, the most frequent ones. What is not known is <unk>.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "no limit"),
    ),
    "data.tokens.least": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · least frequency of a token"),
        QT_TRANSLATE_NOOP("Settings", "Least count"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How often the training part must have a token for it to be known",
        ),
    ),
    "data.split": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · validation part")),
    "data.shuffled": SettingWords(QT_TRANSLATE_NOOP("Settings", "Data · order destroyed")),
    "data.order": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · order of AR"),
        QT_TRANSLATE_NOOP("Settings", "AR order p"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many values before the autoregression sees that the network is compared with; 0: chosen by "
            "Akaike's criterion. The network itself learns the same.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "chosen"),
    ),
}

"""The pictures of a feed-forward network in words: rows stand beside each other, and none after another."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

BESIDE: dict[tuple[Topic, str], Entry] = {
    (Topic.HIDDEN, "feed-forward"): Entry(
        QT_TRANSLATE_NOOP("Words", "Hidden units"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each line is one unit, each column one row of the table, and the colour is what the unit says of it.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Every row goes through by itself: there is no memory, and the columns could stand in any other order.",
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Each layer sees what the one below says, and the output what the last one says."
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Units answer to different rows, and rows of the same kind look alike."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Lines of one colour: a unit that says the same of every row. ReLU units that are 0 everywhere are dead "
            "and learn no more.",
        ),
    ),
}

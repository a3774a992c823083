"""Explanations of what stands around the stack: free running, and the gradient over training. Free of Qt."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

ROWS: dict[Topic, Entry] = {
    Topic.FREE: Entry(
        QT_TRANSLATE_NOOP("Words", "Free running"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "After the sequence the network gets no more data: what it puts out is what it reads next.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Small errors are fed back and grow, so this is harder than one step ahead, and shows what the network "
                "has really understood.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "A text is drawn by lot from its probabilities: a low temperature keeps to the most probable, a high "
                "one is bolder. The dice fall alike at every step of training, so what changes is the network.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "The rhythm of the data goes on by itself; words and lines look like the text's."),
        QT_TRANSLATE_NOOP(
            "Words",
            "It falls flat, runs away, or says the same word for ever: one step ahead can look good all the same.",
        ),
    ),
    Topic.WATERFALL: Entry(
        QT_TRANSLATE_NOOP("Words", "Gradient over training"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each line is the gradient through time at one keyframe, from the beginning of training at the top to "
                "now at the bottom.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Columns stand below those of the stack; brighter means that the step matters more to what is "
                "differentiated.",
            ),
            QT_TRANSLATE_NOOP("Words", "Click a line to see the whole network as it was then."),
        ),
        QT_TRANSLATE_NOOP(
            "Words", "The bright part grows to the left, line by line: the network learns to look further back."
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Bright only at the right edge to the end: it has not learnt to remember. Sudden bright lines: the "
            "gradient explodes there.",
        ),
    ),
}

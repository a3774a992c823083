"""The pictures of a Transformer in words: the residual stream, what its heads look at, the units inside a block."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

ATTENDING: dict[Topic, Entry] = {
    Topic.RESIDUAL: Entry(
        QT_TRANSLATE_NOOP("Words", "Residual stream"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is one place of the stream, each column one time step: what stands there when this block is "
                "through, and what the next one reads.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It begins as the vector of the input and of its place; every block adds what its heads have found and "
                "what its units make of that, and takes nothing away.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It is no memory: no step takes it over from the step before, the past is reached through attention "
                "alone. It has no limits of its own.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Patterns that follow the input, and differ from layer to layer as more is added."),
        QT_TRANSLATE_NOOP(
            "Words",
            "One row that is at full colour everywhere: it carries no news, only a constant. Columns all alike: the "
            "network does not tell its inputs apart.",
        ),
    ),
    Topic.ATTENTION: Entry(
        QT_TRANSLATE_NOOP("Words", "Attention"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each column is the step that looks, each row a step that it may look at, the first on top; the colour "
                "is the share of its attention, and each column sums to 1.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "A step sees itself and those before it, so that nothing stands below the diagonal: nobody looks at "
                "what is still to come.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Each head has a map of its own and looks back in its own way; what it finds is added to the residual "
                "stream.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Lines beside the diagonal, which look a fixed number of steps back, or spots at steps that matter: the "
            "last blank, the same letter before, a season ago.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Even colour in every column, as at the start: the head takes the mean of all it sees. All of it on the "
            "first step: the head has nothing to do.",
        ),
    ),
    Topic.FEED_FORWARD: Entry(
        QT_TRANSLATE_NOOP("Words", "Feed-forward units"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is one unit inside the block, each column one time step: what GELU lets through, nearly "
                "nothing below 0 and nearly all above.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "They see one step at a time: what is to be known of other steps has been brought there by attention.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "What they say is weighed and added to the residual stream. Their rows are no units of the stream: "
                "there are more of them.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Most are near 0 at most steps, and each answers to something of its own."),
        QT_TRANSLATE_NOOP(
            "Words", "Rows that are 0 at every step do nothing here; rows alike at every step add a constant."
        ),
    ),
}

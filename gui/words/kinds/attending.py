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

KIND = "transformer"
OTHERWISE: dict[tuple[Topic, str], Entry] = {
    (Topic.GRADIENT, KIND): Entry(
        QT_TRANSLATE_NOOP("Words", "Gradient through time"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "It says how much the loss, or one output, would change if the residual stream of a layer were a "
                "little different at that step.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It does not go back step by step: attention leads from every step to each one before it at once, so "
                "that distance alone costs nothing.",
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Where it is small, no head has looked at that step for what is asked about, in any layer."
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Peaks at the steps that matter, however far back they lie."),
        QT_TRANSLATE_NOOP(
            "Words", "Only the last steps have any: the network uses little of the context that it pays for."
        ),
    ),
    (Topic.FREE, KIND): Entry(
        QT_TRANSLATE_NOOP("Words", "Free running"),
        (
            QT_TRANSLATE_NOOP("Words", "After the sequence the network goes on alone: what it said is its next input."),
            QT_TRANSLATE_NOOP(
                "Words",
                "The keys and values of the steps before are kept, so that a step costs one row of each product and "
                "not all of them again.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It sees as many steps as a window has. When they are full it slides: the older half is let go of, and "
                "the rest stands from the first place on.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "It goes on in the manner of what it learnt from, beyond its context too."),
        QT_TRANSLATE_NOOP(
            "Words", "It repeats itself, or loses its way where the older half of its context is let go of."
        ),
    ),
    (Topic.COST, KIND): Entry(
        QT_TRANSLATE_NOOP("Words", "Memory and time against T"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Every step looks at all those before it: the time of attention grows with T², while that of all else "
                "grows with T.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Its maps are not kept while it trains, so that memory grows with T alone; with dropout they are, and "
                "the line bends upwards with T².",
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Below, each run that was trained stands at the time that one of its steps took."
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words", "The upright line of your T meets the slope far below what is free, and a step takes milliseconds."
        ),
        QT_TRANSLATE_NOOP(
            "Words", "They meet near what is free, or a step takes seconds: choose a shorter window or no dropout."
        ),
    ),
}
"""What is true of a Transformer where the words of all networks speak of states that are handed on."""

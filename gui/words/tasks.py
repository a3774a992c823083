"""Explanations of what other tasks bring: classes at the end of a network, and a text's way to its beginning."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

TASKS: dict[Topic, Entry] = {
    Topic.CLASSES: Entry(
        QT_TRANSLATE_NOOP("Words", "Class probabilities"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "At every step the network says how probable each class is, by all that it has read so far; the five "
                "most probable are shown, and all of them where there are no more.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The mark is the truth. Where a whole sequence has one class, it stands at the last step, and only "
                "there is it learnt: what comes before shows when the network makes up its mind.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Accuracy is the share of targets whose class was given the highest probability; compare it with "
                "always saying the most frequent class.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Undecided at first, then certain, and of the class that is marked; also in the validation part.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "The same probabilities at every step and for every sequence: the network knows only how often each class "
            "comes.",
        ),
    ),
    Topic.PIPELINE: Entry(
        QT_TRANSLATE_NOOP("Words", "From text to vectors"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "A network reads numbers. Each sentence is brought to one form and cut into tokens, and each token "
                "becomes the number of its place in the vocabulary: its id.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Sentences that are learnt together must be of one length: the shorter ones are filled up at the end, "
                "and what was filled in never counts in the loss.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "An id says nothing by its size, so it becomes a vector: one-hot, as wide as the vocabulary with a "
                "single 1, or an embedding, a few numbers of its own that are learnt.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Few unknown tokens, little padding, and while it learns, tokens that are used alike get vectors that are "
            "alike.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Many unknown tokens, or more padding than text: choose smaller tokens, a larger vocabulary, or cut long "
            "texts.",
        ),
    ),
}

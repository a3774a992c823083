"""What a network puts out, in words: forecasts, symbols, classes, and what it goes on with by itself. Free of Qt."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

OUTCOMES: dict[Topic, Entry] = {
    Topic.FORECAST: Entry(
        QT_TRANSLATE_NOOP("Words", "Forecast"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "At every step the network says what it expects one step later: the dashed line is its forecast, the "
                "full line the truth.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The dotted line only repeats the last value; it knows nothing, and it is harder to beat than it "
                "looks.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The skill compares the two: 0 is no better than repeating, 1 is perfect, below 0 is worse.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "The dashed line turns together with the truth, also in the validation part, and the skill is above 0.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "The dashed line is the truth moved one step to the right, or flat: the network has learnt nothing that "
            "helps.",
        ),
    ),
    Topic.NEXT_SYMBOL: Entry(
        QT_TRANSLATE_NOOP("Words", "Next symbol"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Under each character stand the five that the network thinks most likely to come next, the likeliest "
                "on top.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The stronger the colour, the higher the probability; the last row is the character that really came.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Cross-entropy is the mean of −ln of the probability that the truth was given, so a surprise costs "
                "much and certainty nothing.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Certain inside words, undecided where a new word begins, and the truth is mostly among the five.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "The same five under every character: the network knows only which characters are frequent.",
        ),
    ),
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
}

"""Networks that read one sequence and write another in words: what they look at while they write, and their answers."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

WRITING: dict[Topic, Entry] = {
    Topic.ALIGNMENT: Entry(
        QT_TRANSLATE_NOOP("Words", "Attention between two sequences"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is a letter that is written, each column a letter that was read; the colour is the share of "
                "its attention that the one gives to the other, and each row sums to 1.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "At every step the decoder looks back at all that was read and takes the mean with these shares. "
                "Without attention one state is all that it is given: a strip in this place then shows it, unit by "
                "unit.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Nobody tells it where to look: the map is learnt with everything else, because answers become right "
                "by it.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "A path of bright spots: a diagonal where both sequences run alike, steps aside where words change places. "
            "With an encoder that reads both ways the path may lie a step beside the letter that is meant.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Even colour everywhere, as at the start: it takes the mean of all and knows no places. All on the last "
            "letter: it does without looking back.",
        ),
    ),
    Topic.ANSWERS: Entry(
        QT_TRANSLATE_NOOP("Words", "Answers"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "In the list the network writes by itself: each letter is given what it wrote before, right or wrong. "
                "The pairs are of the validation part, from which it never learns.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "In the stack it is told the truth before each letter, so that one slip does not spoil all that "
                "follows; the two can differ.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "A letter is red and underlined where another one should stand. A click makes a pair the one that is "
                "looked at; in the middle, a tree shows the best answers that a beam search finds.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Fewer and fewer red letters, until whole answers are right."),
        QT_TRANSLATE_NOOP(
            "Words",
            "The same answer to everything: it has learnt what is frequent and not yet to read. Right in the stack but "
            "wrong in the list: it lives on being told the truth, and less teacher forcing may help.",
        ),
    ),
}

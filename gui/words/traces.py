"""The input, the states and the gates in words: the rows of the stack above the forecast."""

from gatescope.engine.config.run import Cell
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

TRACES: dict[Topic, Entry] = {
    Topic.INPUT: Entry(
        QT_TRANSLATE_NOOP("Words", "Input"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "This is the sequence that the network reads, one step after the other from left to right.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Numbers are shown in their own units and enter the network shifted and scaled to mean 0 and "
                "deviation 1; characters enter as one vector each.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "All rows below share its time axis: whatever stands under a step was computed from that step and "
                "those before it.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "The values here look like those the network was trained on: the same range, the same rhythm.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "The series leaves the range of the training part, or jumps: what the network answers there is a guess. "
            "A transform may help.",
        ),
    ),
    Topic.HIDDEN: Entry(
        QT_TRANSLATE_NOOP("Words", "Hidden state"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is one unit, each column one time step, and the colour is what the unit says there, "
                "between −1 and 1.",
            ),
            QT_TRANSLATE_NOOP(
                "Words", "It is all that the output sees, and what the gates of the next step see of the past."
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "In an LSTM it is the cell state, squeezed by tanh and let through by the output gate.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Different units do different things, and their patterns follow the input: rhythms, steps, slow changes.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "All rows alike, all pale, or all at full colour without change: the units carry little, or are stuck at "
            "their limits.",
        ),
    ),
    Topic.CELL: Entry(
        QT_TRANSLATE_NOOP("Words", "Cell state"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "This is the LSTM's memory: one number per unit, carried from each step to the next.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It is changed only by multiplying it with the forget gate and adding something, so it can keep a "
                "value over many steps.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It has no limits of its own, so its colours reach what the run has shown, and only ever further; what "
                "lies beyond has a colour of its own. A click on the colour bar chooses another range.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Some rows hold a colour for a long time and then change at once; others follow the input quickly.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "One row that only grows counts the steps, and will meet values it never saw on a longer sequence; rows "
            "that fade at once remember nothing.",
        ),
    ),
    Topic.FORGET_GATE: Entry(
        QT_TRANSLATE_NOOP("Words", "Forget gate"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "For each unit and step it says how much of the old cell state is kept: 1 keeps all of it, 0 erases "
                "it.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It is recomputed at every step from the input and the hidden state, so the network decides by "
                "itself when to forget.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It is also the factor by which the gradient through the cell state shrinks on its way back, which is "
                "why a forget gate near 1 lets an LSTM learn long memories.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Most units stay near 1, and some fall at moments that mean something, such as the end of a word or a "
            "season.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Near 0.5 everywhere, as at the start: halved at every step, a memory is gone after ten. Or at 1 without "
            "any change: nothing is ever erased.",
        ),
    ),
    Topic.INPUT_GATE: Entry(
        QT_TRANSLATE_NOOP("Words", "Input gate"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "For each unit and step it says how much of the new candidate is written into the cell state.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "At 0 the step leaves this unit's memory untouched, and at 1 the whole candidate is added.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It works together with the forget gate but is not its opposite: a unit may keep the old and add the "
                "new.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "It opens at the steps that matter and is nearly shut at the others."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Shut all the time: the unit never learns anything new. Wide open all the time: whatever it held is soon "
            "overwritten.",
        ),
    ),
    Topic.CANDIDATE: Entry(
        QT_TRANSLATE_NOOP("Words", "Candidate"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "This is the new content that each unit proposes for its memory at this step, between −1 and 1.",
            ),
            QT_TRANSLATE_NOOP("Words", "It is not a gate: a gate says how much, the candidate says what."),
            QT_TRANSLATE_NOOP("Words", "Only as much of it as the input gate allows enters the cell state."),
        ),
        QT_TRANSLATE_NOOP("Words", "Both colours, changing with the input."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Full colour without change: tanh is at its limit, where its slope and so the gradient through it are "
            "nearly 0.",
        ),
    ),
    Topic.OUTPUT_GATE: Entry(
        QT_TRANSLATE_NOOP("Words", "Output gate"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "For each unit and step it says how much of the memory is shown in the hidden state.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "A unit may remember something for a long time with this gate shut, and show it only when it is "
                "needed.",
            ),
            QT_TRANSLATE_NOOP("Words", "What is not shown still stays in the cell state."),
        ),
        QT_TRANSLATE_NOOP("Words", "It opens and shuts with the input, and differently for different units."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Shut all the time: the unit remembers for nobody, and almost no gradient reaches it.",
        ),
    ),
    Topic.RESET_GATE: Entry(
        QT_TRANSLATE_NOOP("Words", "Reset gate"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "For each unit and step it says how much of the old hidden state the new candidate may look at.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "At 0 the candidate is made from the input alone, as if the sequence began here.",
            ),
            QT_TRANSLATE_NOOP("Words", "It does not erase the state itself: that is what the update gate decides."),
        ),
        QT_TRANSLATE_NOOP("Words", "It falls where something new begins and is open where the past still helps."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Shut all the time: the candidates know nothing of the past, and the unit is a mere average of its inputs.",
        ),
    ),
    Topic.UPDATE_GATE: Entry(
        QT_TRANSLATE_NOOP("Words", "Update gate"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "For each unit and step it says how much of the old hidden state is kept: 1 keeps it, 0 puts the "
                "candidate in its place.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Many textbooks write it the other way round, with 1 taking the candidate; the equation here is the "
                "one that is computed.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It does what the LSTM's forget and input gates do together: as much as is kept is not written.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Some units stay near 1 and remember for long; others are near 0 and follow the input.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "At 1 everywhere: the state never changes. At 0 everywhere: it remembers no more than a plain RNN does.",
        ),
    ),
}

_RNN_HIDDEN = Entry(
    TRACES[Topic.HIDDEN].title,
    (
        TRACES[Topic.HIDDEN].sentences[0],
        QT_TRANSLATE_NOOP("Words", "In a plain RNN the hidden state is everything: the output, and the only memory."),
        QT_TRANSLATE_NOOP(
            "Words",
            "At every step all of it is mixed anew with the input, which is why it is hard for it to keep anything "
            "for long.",
        ),
    ),
    TRACES[Topic.HIDDEN].healthy,
    TRACES[Topic.HIDDEN].unhealthy,
)

VARIANTS: dict[tuple[Topic, str], Entry] = {
    (Topic.HIDDEN, Cell.RNN_TANH): _RNN_HIDDEN,
    (Topic.HIDDEN, Cell.RNN_RELU): Entry(
        _RNN_HIDDEN.title,
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is one unit, each column one time step, and the colour is what the unit says there: 0 or "
                "more, without an upper limit.",
            ),
            *_RNN_HIDDEN.sentences[1:],
        ),
        _RNN_HIDDEN.healthy,
        QT_TRANSLATE_NOOP(
            "Words",
            "Rows that are 0 all the time are dead units and learn no more; colours that grow from left to right are "
            "about to explode.",
        ),
    ),
    (Topic.HIDDEN, Cell.GRU): Entry(
        TRACES[Topic.HIDDEN].title,
        (
            TRACES[Topic.HIDDEN].sentences[0],
            QT_TRANSLATE_NOOP("Words", "In a GRU the hidden state is both the output and the memory."),
            QT_TRANSLATE_NOOP(
                "Words",
                "Each step mixes the old state with a new candidate, in the proportion that the update gate says.",
            ),
        ),
        TRACES[Topic.HIDDEN].healthy,
        TRACES[Topic.HIDDEN].unhealthy,
    ),
    (Topic.CANDIDATE, Cell.GRU): Entry(
        TRACES[Topic.CANDIDATE].title,
        (
            QT_TRANSLATE_NOOP("Words", "This is the new state that each unit proposes at this step, between −1 and 1."),
            TRACES[Topic.CANDIDATE].sentences[1],
            QT_TRANSLATE_NOOP("Words", "The update gate then says how much of it takes the place of the old state."),
        ),
        TRACES[Topic.CANDIDATE].healthy,
        TRACES[Topic.CANDIDATE].unhealthy,
    ),
    (Topic.HIDDEN, Cell.RNN_SIGMOID): Entry(
        _RNN_HIDDEN.title,
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is one unit, each column one time step, and the colour is what the unit says there, "
                "between 0 and 1.",
            ),
            *_RNN_HIDDEN.sentences[1:],
        ),
        _RNN_HIDDEN.healthy,
        _RNN_HIDDEN.unhealthy,
    ),
    (Topic.HIDDEN, Cell.RNN_LINEAR): Entry(
        _RNN_HIDDEN.title,
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each row is one unit, each column one time step, and the colour is what the unit says there, "
                "without limits.",
            ),
            *_RNN_HIDDEN.sentences[1:],
        ),
        _RNN_HIDDEN.healthy,
        QT_TRANSLATE_NOOP("Words", "Colours that grow from left to right: the state is about to explode."),
    ),
    (Topic.HIDDEN, Cell.MGU): Entry(
        TRACES[Topic.HIDDEN].title,
        (
            TRACES[Topic.HIDDEN].sentences[0],
            QT_TRANSLATE_NOOP("Words", "In an MGU the hidden state is both the output and the memory."),
            QT_TRANSLATE_NOOP(
                "Words",
                "Each step mixes the old state with a new candidate, in the proportion that the forget gate says.",
            ),
        ),
        TRACES[Topic.HIDDEN].healthy,
        TRACES[Topic.HIDDEN].unhealthy,
    ),
    (Topic.FORGET_GATE, Cell.MGU): Entry(
        TRACES[Topic.FORGET_GATE].title,
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "It does what a GRU's two gates do: how much of the past the candidate sees, and how much of the "
                "candidate takes its place.",
            ),
            TRACES[Topic.FORGET_GATE].sentences[1],
            QT_TRANSLATE_NOOP("Words", "Here 0 keeps the old state as it is, and 1 replaces all of it."),
        ),
        QT_TRANSLATE_NOOP("Words", "Different units differ: some stay near 0 and remember, others follow the input."),
        QT_TRANSLATE_NOOP("Words", "All of it near 0: nothing new is taken in. All of it near 1: nothing is kept."),
    ),
    (Topic.CANDIDATE, Cell.MGU): Entry(
        TRACES[Topic.CANDIDATE].title,
        (
            QT_TRANSLATE_NOOP("Words", "This is the new state that each unit proposes at this step, between −1 and 1."),
            TRACES[Topic.CANDIDATE].sentences[1],
            QT_TRANSLATE_NOOP("Words", "The forget gate then says how much of it takes the place of the old state."),
        ),
        TRACES[Topic.CANDIDATE].healthy,
        TRACES[Topic.CANDIDATE].unhealthy,
    ),
}
"""Where a cell's equation makes other sentences true."""

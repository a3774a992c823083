"""The views beside and below the states in words: how a network learns, how its gradient fares, what a cell does."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic

VIEWS: dict[Topic, Entry] = {
    Topic.UNIT: Entry(
        QT_TRANSLATE_NOOP("Words", "One unit"),
        (
            QT_TRANSLATE_NOOP("Words", "This is one row of every heat map, drawn as lines over time."),
            QT_TRANSLATE_NOOP(
                "Words",
                "The numbers are those at the cursor, and the equations below are worked out with them.",
            ),
            QT_TRANSLATE_NOOP("Words", "Move the cursor through time and see which gate made the state change."),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "You can say in words what the unit follows: a rhythm, a bracket, the beginning of a word.",
        ),
        QT_TRANSLATE_NOOP("Words", "Flat lines: the unit is stuck or unused. Most networks have some."),
    ),
    Topic.LOSS: Entry(
        QT_TRANSLATE_NOOP("Words", "Loss and timeline"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "The loss says how wrong the network is at each training step, on the windows it learns from and on "
                "the validation part it never learns from.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The dotted line is the naive baseline: above it the network has learnt nothing that helps.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The curve is also the timeline: drag the playhead, or click a mark above it, to see the network as it "
                "was then. Runs repeated with other seeds are a band from their lowest validation loss to the highest, "
                "with the mean dashed.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Both curves fall, and the validation curve ends below the dotted line."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Validation rises while training falls: the network learns by heart. Both leap about: the learning rate "
            "is too high. Both are level from the start: nothing is being learnt.",
        ),
    ),
    Topic.GRADIENT: Entry(
        QT_TRANSLATE_NOOP("Words", "Gradient through time"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "The height says how strongly the loss would change if the state at this step were changed a little.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Learning uses exactly this: what has no gradient at a step cannot learn from that step.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "For the loss at one chosen step the curve falls away to the left, and how slowly it falls is how "
                "far the network can learn to look back.",
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "From the chosen step to the left it falls gently and reaches the steps that matter.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "It vanishes within a few steps: what lies further back cannot be learnt. It grows to the left: it "
            "explodes, and only clipping holds it.",
        ),
    ),
    Topic.MEMORY: Entry(
        QT_TRANSLATE_NOOP("Words", "Memory length"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "The bracket reaches back to the earliest input that still matters to the output at the chosen "
                "step; what matters later shows in the saliency alone.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "“Matters” means: changing it moves the output at least 1 % as much as changing the input that moves "
                "it most.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "It measures what the network does now, not what its kind could do; watch it grow while it learns.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "As long as the task needs: a season, a word, the distance to the marked value."),
        QT_TRANSLATE_NOOP(
            "Words",
            "A few steps, though the answer lies further back; or as long as the whole window, so that a longer "
            "window might help.",
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
    Topic.SATURATION: Entry(
        QT_TRANSLATE_NOOP("Words", "Saturation"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each point is one unit's gate: to the right the share of steps at which it is nearly shut (below "
                "0.1), upwards the share at which it is nearly open (above 0.9); the histogram counts the values, "
                "those two ends tinted.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "A gate at its limit has hardly any slope, so hardly any gradient passes through it.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "That is no fault in itself: a forget gate held open is what makes a long memory.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Points spread over the triangle: gates that open and shut, and some that stay."),
        QT_TRANSLATE_NOOP(
            "Words",
            "All points in a corner: the gates have stopped deciding anything, and can hardly learn to again.",
        ),
    ),
    Topic.EIGENVALUES: Entry(
        QT_TRANSLATE_NOOP("Words", "Eigenvalues"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Each point is an eigenvalue of the matrix that carries the state from one step to the next.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Repeated multiplication shrinks what lies inside the unit circle and lets grow what lies outside; "
                "an angle makes it turn, which is a rhythm.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The largest distance from the centre is the spectral radius; nonlinearity and gates change what it "
                "does, but not the tendency.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "A cloud that nearly fills the circle, with some points close to its edge."),
        QT_TRANSLATE_NOOP(
            "Words",
            "All near the centre: the state is forgotten at once. Far outside: states and gradients may explode.",
        ),
    ),
    Topic.SIZES: Entry(
        QT_TRANSLATE_NOOP("Words", "Sizes"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "For each group of weights you see how long its gradient, the weights themselves and the last update "
                "are.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The ratio of update to weights says how fast it learns; around one thousandth is a good rule of "
                "thumb.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Gradients longer than the clipping limit are shortened to it, and each such step is marked.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Ratios around 0.001 in all groups, and clipping now and then."),
        QT_TRANSLATE_NOOP(
            "Words",
            "A ratio above 0.01: lower the learning rate. Below 0.0001: that group hardly learns. Clipped at nearly "
            "every step: the limit, not the gradient, sets the pace.",
        ),
    ),
    Topic.CELL_DRAWING: Entry(
        QT_TRANSLATE_NOOP("Words", "The cell, opened"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "This is one step of one unit, with the numbers it has at the cursor; a click on what is computed "
                "lights that part of the drawing.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Follow it from left to right: what is kept, what is proposed, how much of it is written, and "
                "what is shown. A strand that reads from the end (←) runs from right to left, from t + 1.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The same cell with the same weights is used at every step; only the numbers that flow through it "
                "differ.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "Going through time you see the gates move when the input gives a reason."),
        QT_TRANSLATE_NOOP("Words", "The same numbers at every step: the unit does not respond to its input."),
    ),
    Topic.UNROLLED: Entry(
        QT_TRANSLATE_NOOP("Words", "The network, unrolled"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "A recurrent network is one cell with a loop; drawn out over time it is a chain of copies with the "
                "same weights.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The line to the right is as thick as the state that is handed on, the line to the left as the "
                "gradient that comes back from the output at the cursor; where the end is read first (←) it is "
                "the other way round.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Every copy back multiplies the gradient once more, which is why it shrinks or grows from step to "
                "step.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "The lines back keep most of their width over the steps that matter."),
        QT_TRANSLATE_NOOP("Words", "The lines back are hairlines after a few copies: the gradient has vanished there."),
    ),
    Topic.WHAT_IF: Entry(
        QT_TRANSLATE_NOOP("Words", "What if"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Here a unit or a whole gate is held at a value, silenced or shaken at every step of the probe.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "The stack shows the altered network, and the loss before and after says how much that part was "
                "needed.",
            ),
            QT_TRANSLATE_NOOP("Words", "Training never sees it: release it, and everything is exactly as it was."),
        ),
        QT_TRANSLATE_NOOP("Words", "Most single units can be silenced at little cost; a few matter much."),
        QT_TRANSLATE_NOOP("Words", "Silencing a whole gate changes nothing: the network makes no use of it."),
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
    Topic.COST: Entry(
        QT_TRANSLATE_NOOP("Words", "Memory and time against T"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Backpropagation goes back through T steps at once, and until it does, it must hold every state and "
                "gate of all of them.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Above, the line says what that takes as the form is set now, and every run is a point on it or beside "
                "it; the level is what is free.",
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Below, each run that was trained stands at the time that one of its steps took."
            ),
        ),
        QT_TRANSLATE_NOOP(
            "Words", "The upright line of your T meets the slope far below what is free, and a step takes milliseconds."
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "They meet near what is free, or a step takes seconds: choose a shorter window, smaller batches or fewer "
            "units, or carry the state from window to window.",
        ),
    ),
}

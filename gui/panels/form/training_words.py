"""What the fields of ``gui.panels.form.training`` are called, and what each does to learning. Free of Qt."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

NAMES = {
    "init": QT_TRANSLATE_NOOP("Training", "Weights"),
    "forget_bias": QT_TRANSLATE_NOOP("Training", "Forget bias"),
    "clip_by": QT_TRANSLATE_NOOP("Training", "Clip by"),
    "carry": QT_TRANSLATE_NOOP("Training", "Backpropagation through time"),
    "reach": QT_TRANSLATE_NOOP("Training", "Reach k₂"),
    "omega": QT_TRANSLATE_NOOP("Training", "Regulariser Ω"),
    "weight_decay": QT_TRANSLATE_NOOP("Training", "Weight decay"),
    "schedule": QT_TRANSLATE_NOOP("Training", "Learning rate"),
    "decay": QT_TRANSLATE_NOOP("Training", "Factor"),
    "decay_every": QT_TRANSLATE_NOOP("Training", "Every … steps"),
    "patience": QT_TRANSLATE_NOOP("Training", "Patience"),
    "warm_up": QT_TRANSLATE_NOOP("Training", "Warm-up"),
    "stop_after": QT_TRANSLATE_NOOP("Training", "Stop early"),
}

TIPS = {
    "init": QT_TRANSLATE_NOOP(
        "Training",
        "What the weights are before the first step. Orthogonal and identity matrices keep the length of the state and "
        "of the gradient, so that a plain RNN can learn over more steps.",
    ),
    "forget_bias": QT_TRANSLATE_NOOP(
        "Training",
        "Added to the forget gate's bias at the start. At 1 or more the cell state is kept from the first step on, and "
        "long memories are learnt sooner.",
    ),
    "clip_by": QT_TRANSLATE_NOOP(
        "Training",
        "How a gradient that is too long is shortened. By norm its direction stays; by value each number is cut by "
        "itself, and the direction changes.",
    ),
    "carry": QT_TRANSLATE_NOOP(
        "Training",
        "Windows drawn at random begin with an empty state, and the gradient sees all of one. Carried along, the state "
        "knows everything before, but the gradient still looks back only k₂ steps.",
    ),
    "reach": QT_TRANSLATE_NOOP(
        "Training",
        "How many steps the gradient looks back, at least a window; beyond it is exactly 0. More lets the network "
        "learn longer memories; each step then takes more time and memory.",
    ),
    "omega": QT_TRANSLATE_NOOP(
        "Training",
        "Weight of a penalty on gradients that shrink or grow from step to step. It keeps them from vanishing, so that "
        "a plain RNN learns longer memories; too much of it drowns the task. 0: off.",
    ),
    "weight_decay": QT_TRANSLATE_NOOP(
        "Training",
        "Pulls every weight towards 0 at each step. More of it over-fits less and learns less. Empty: the optimiser's "
        "own.",
    ),
    "schedule": QT_TRANSLATE_NOOP(
        "Training",
        "How the learning rate changes while it trains. Large at first it learns quickly; small at last it settles "
        "instead of jumping about.",
    ),
    "decay": QT_TRANSLATE_NOOP(
        "Training",
        "What the learning rate is multiplied with each time. Close to 1 it falls gently; near 0 learning all but "
        "stops.",
    ),
    "decay_every": QT_TRANSLATE_NOOP(
        "Training", "After how many steps the learning rate falls. Too few, and learning stops before it is done."
    ),
    "patience": QT_TRANSLATE_NOOP(
        "Training",
        "After how many validations without a better one the learning rate falls. Few react to chance; many wait too "
        "long.",
    ),
    "warm_up": QT_TRANSLATE_NOOP(
        "Training",
        "So many steps lead from 0 up to the learning rate. First steps are then small and do no damage while the "
        "optimiser knows little.",
    ),
    "stop_after": QT_TRANSLATE_NOOP(
        "Training",
        "Ends the run after so many validations without a better one, before it over-fits. Few may end it in a "
        "lull. 0: never.",
    ),
}

"""What the settings of a run are called and what each does to learning: every setting by its path, once."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gatescope.gui.words.data_settings import DATA
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, SettingWords
from gatescope.gui.words.kinds.pairing import PAIRS

CONTEXT = "Settings"


WORDS: Mapping[str, SettingWords] = {
    **DATA,
    **PAIRS,
    "net.kind": SettingWords(QT_TRANSLATE_NOOP("Settings", "Network · kind")),
    "net.cell": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · cell"),
        QT_TRANSLATE_NOOP("Settings", "Cell"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What each unit computes at every step. Gated cells keep a memory over many steps; plain RNNs learn short "
            "ones and show how gradients vanish or explode.",
        ),
    ),
    "net.hidden": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · units"),
        QT_TRANSLATE_NOOP("Settings", "Units"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many units a layer has. More can remember more; each step takes longer, and little data is learnt by "
            "heart sooner.",
        ),
    ),
    "net.layers": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · layers"),
        QT_TRANSLATE_NOOP("Settings", "Layers"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many layers stand on each other, each reading the states of the one below. More can build on what "
            "those found, and are harder to train.",
        ),
    ),
    "net.embedding": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · embedding"),
        QT_TRANSLATE_NOOP("Settings", "Embedding"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many numbers stand for a symbol. Symbols used alike come to lie near each other; one-hot keeps them "
            "all equally far apart.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "one-hot"),
    ),
    "net.dropout": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · dropout"),
        QT_TRANSLATE_NOOP("Settings", "Dropout"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The share of numbers that is left out at random while it trains: between recurrent layers, and in every "
            "part of a Transformer. It over-fits less, and learns more slowly.",
        ),
    ),
    "net.init": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · initialisation"),
        QT_TRANSLATE_NOOP("Settings", "Weights"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What the weights are before the first step. Orthogonal and identity matrices keep the length of the "
            "state and of the gradient, so that a plain RNN can learn over more steps.",
        ),
    ),
    "net.forget_bias": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · forget bias"),
        QT_TRANSLATE_NOOP("Settings", "Forget bias"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Added to the forget gate's bias at the start. At 1 or more the cell state is kept from the first step "
            "on, and long memories are learnt sooner.",
        ),
    ),
    "net.bidirectional": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · bidirectional"),
        QT_TRANSLATE_NOOP("Settings", "Bidirectional"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Every layer reads the sequence from its end too, and what stands above sees both states. A tag can then "
            "depend on what comes later, and one answer is near the first step too; it takes twice the time and "
            "weights.",
        ),
    ),
    "net.width": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · width"),
        QT_TRANSLATE_NOOP("Settings", "Width"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many numbers the residual stream has at every step: what all blocks read and add to. A multiple of "
            "the heads, for each of them has an equal share of it.",
        ),
    ),
    "net.heads": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · heads"),
        QT_TRANSLATE_NOOP("Settings", "Heads"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many attention maps a block has. Each head looks back in its own way, with its own share of the "
            "width.",
        ),
    ),
    "net.factor": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · feed-forward factor"),
        QT_TRANSLATE_NOOP("Settings", "Feed-forward"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many times the width there are units in the feed-forward half of a block. Most of a Transformer's "
            "weights stand there.",
        ),
    ),
    "net.positions": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · positions"),
        QT_TRANSLATE_NOOP("Settings", "Positions"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How the network is told in which order the steps stand, which attention alone does not see: a vector of "
            "each place that is learnt, or fixed sines and cosines.",
        ),
    ),
    "net.activation": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · activation"),
        QT_TRANSLATE_NOOP("Settings", "Activation"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What a unit makes of its weighted sum: tanh squeezes it between −1 and 1, ReLU lets what is above 0 "
            "through.",
        ),
    ),
    "net.radius": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · spectral radius"),
        QT_TRANSLATE_NOOP("Settings", "Spectral radius"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "ρ of U, the weights between the units. Below 1 what came long ago fades, and the nearer to 1 the more "
            "slowly.",
        ),
    ),
    "net.leak": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · leak"),
        QT_TRANSLATE_NOOP("Settings", "Leak"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "a: how much of a state is new at every step. A small one keeps more of the state before, and suits what "
            "changes slowly.",
        ),
    ),
    "net.input_scale": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · input scale"),
        QT_TRANSLATE_NOOP("Settings", "Input scale"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How strongly the input drives the units. With a small one they stay nearly linear; with a large one they "
            "saturate, and forget sooner.",
        ),
    ),
    "net.density": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · density"),
        QT_TRANSLATE_NOOP("Settings", "Density"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Which share of the weights between units is there at all. What is learnt depends little on it.",
        ),
    ),
    "net.ridge": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · ridge"),
        QT_TRANSLATE_NOOP("Settings", "Ridge"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What large readout weights cost beside the error. More of it over-fits less, and fits the training part "
            "less closely.",
        ),
    ),
    "train.window": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · window"),
        QT_TRANSLATE_NOOP("Settings", "Window"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many steps the network reads, and the gradient looks back, at once. What depends on more than that "
            "is not learnt; time and memory grow with it.",
        ),
    ),
    "train.batch": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · batch"),
        QT_TRANSLATE_NOOP("Settings", "Batch"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many sequences a step learns from. More make the gradient steadier and each step slower; few make it "
            "noisy.",
        ),
    ),
    "train.optimiser": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · optimiser"),
        QT_TRANSLATE_NOOP("Settings", "Optimiser"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How a gradient becomes a step of the weights. Adam adapts the step to each weight and forgives a poor "
            "learning rate; SGD follows the gradient as it is.",
        ),
    ),
    "train.seed": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · seed"),
        QT_TRANSLATE_NOOP("Settings", "Seed"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Where chance begins: the first weights and the order of what is read. The same seed learns the same; "
            "another shows what is luck.",
        ),
    ),
    "train.steps": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · steps"),
        QT_TRANSLATE_NOOP("Settings", "Steps"),
        QT_TRANSLATE_NOOP(
            "Settings", "After how many steps the run ends; a cosine schedule needs to know. 0: until it is stopped."
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "until stopped"),
    ),
    "train.validate_every": SettingWords(QT_TRANSLATE_NOOP("Settings", "Training · validated every … steps")),
    "train.device": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · device"),
        QT_TRANSLATE_NOOP("Settings", "Device"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What computes. A graphics card pays for large networks and long windows; small ones are faster without. "
            "It learns the same.",
        ),
    ),
    "train.clip": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · clipping"),
        QT_TRANSLATE_NOOP("Settings", "Clip"),
        QT_TRANSLATE_NOOP(
            "Settings", "The largest gradient norm; 0 switches clipping off. Acts from the next step on."
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "off"),
    ),
    "train.clip_by": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · clipped by"),
        QT_TRANSLATE_NOOP("Settings", "Clip by"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How a gradient that is too long is shortened. By norm its direction stays; by value each number is cut "
            "by itself, and the direction changes.",
        ),
    ),
    "train.carry": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · state carried along"),
        QT_TRANSLATE_NOOP("Settings", "Backpropagation through time"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Windows drawn at random begin with an empty state, and the gradient sees all of one. Carried along, the "
            "state knows everything before, but the gradient still looks back only k₂ steps.",
        ),
        either=(
            QT_TRANSLATE_NOOP("Settings", "windows at random"),
            QT_TRANSLATE_NOOP("Settings", "state carried along"),
        ),
    ),
    "train.reach": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · reach of the gradient"),
        QT_TRANSLATE_NOOP("Settings", "Reach k₂"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many steps the gradient looks back, at least a window; beyond it is exactly 0. More lets the network "
            "learn longer memories; each step then takes more time and memory.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "the window"),
    ),
    "train.omega": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · regulariser Ω"),
        QT_TRANSLATE_NOOP("Settings", "Regulariser Ω"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Weight of a penalty on gradients that shrink or grow from step to step. It keeps them from vanishing, so "
            "that a plain RNN learns longer memories; too much of it drowns the task. 0: off.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "off"),
    ),
    "train.weight_decay": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · weight decay"),
        QT_TRANSLATE_NOOP("Settings", "Weight decay"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Pulls every weight towards 0 at each step. More of it over-fits less and learns less. Empty: the "
            "optimiser's own.",
        ),
    ),
    "train.learning_rate": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · learning rate"),
        QT_TRANSLATE_NOOP("Settings", "Learning rate"),
        QT_TRANSLATE_NOOP("Settings", "Acts from the next step on. Arrow keys change it by a quarter."),
    ),
    "train.schedule": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · schedule of the rate"),
        QT_TRANSLATE_NOOP("Settings", "Learning rate"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How the learning rate changes while it trains. Large at first it learns quickly; small at last it "
            "settles instead of jumping about.",
        ),
    ),
    "train.decay": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · factor of the rate"),
        QT_TRANSLATE_NOOP("Settings", "Factor"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What the learning rate is multiplied with each time. Close to 1 it falls gently; near 0 learning all but "
            "stops.",
        ),
    ),
    "train.decay_every": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · rate falls every … steps"),
        QT_TRANSLATE_NOOP("Settings", "Every … steps"),
        QT_TRANSLATE_NOOP(
            "Settings", "After how many steps the learning rate falls. Too few, and learning stops before it is done."
        ),
    ),
    "train.patience": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · patience"),
        QT_TRANSLATE_NOOP("Settings", "Patience"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "After how many validations without a better one the learning rate falls. Few react to chance; many wait "
            "too long.",
        ),
    ),
    "train.warm_up": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · warm-up"),
        QT_TRANSLATE_NOOP("Settings", "Warm-up"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "So many steps lead from 0 up to the learning rate. First steps are then small and do no damage while the "
            "optimiser knows little.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "none"),
    ),
    "train.stop_after": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Training · early stopping"),
        QT_TRANSLATE_NOOP("Settings", "Stop early"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Ends the run after so many validations without a better one, before it over-fits. Few may end it in a "
            "lull. 0: never.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "never"),
    ),
}


def said(text: str) -> str:
    """A source text of this file in the language of the window; '' stays ''."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def full_name(path: str) -> str:
    """A setting's name among all others; its path where it has none yet."""
    return said(WORDS[path].full) if path in WORDS else path

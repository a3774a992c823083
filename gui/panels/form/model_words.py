"""What each field of ``gui.panels.form.model`` does, and what it does to learning. Free of Qt."""

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

TIPS = {
    "cell": QT_TRANSLATE_NOOP(
        "ModelTips",
        "What each unit computes at every step. Gated cells keep a memory over many steps; plain RNNs learn short ones "
        "and show how gradients vanish or explode.",
    ),
    "hidden": QT_TRANSLATE_NOOP(
        "ModelTips",
        "How many units a layer has. More can remember more; each step takes longer, and little data is learnt by "
        "heart sooner.",
    ),
    "layers": QT_TRANSLATE_NOOP(
        "ModelTips",
        "How many layers stand on each other, each reading the states of the one below. More can build on what those "
        "found, and are harder to train.",
    ),
    "bidirectional": QT_TRANSLATE_NOOP(
        "ModelTips",
        "Every layer reads the sequence from its end too, and what stands above sees both states. A tag can then "
        "depend on what comes later, and one answer is near the first step too; it takes twice the time and weights.",
    ),
    "window": QT_TRANSLATE_NOOP(
        "ModelTips",
        "How many steps the network reads, and the gradient looks back, at once. What depends on more than that is not "
        "learnt; time and memory grow with it.",
    ),
    "embedding": QT_TRANSLATE_NOOP(
        "ModelTips",
        "How many numbers stand for a symbol. Symbols used alike come to lie near each other; one-hot keeps them all "
        "equally far apart.",
    ),
    "dropout": QT_TRANSLATE_NOOP(
        "ModelTips",
        "The share of numbers between layers that is left out at random while it trains. It over-fits less, and learns "
        "more slowly; one layer alone has none.",
    ),
    "batch": QT_TRANSLATE_NOOP(
        "ModelTips",
        "How many sequences a step learns from. More make the gradient steadier and each step slower; few make it "
        "noisy.",
    ),
    "optimiser": QT_TRANSLATE_NOOP(
        "ModelTips",
        "How a gradient becomes a step of the weights. Adam adapts the step to each weight and forgives a poor "
        "learning rate; SGD follows the gradient as it is.",
    ),
    "seed": QT_TRANSLATE_NOOP(
        "ModelTips",
        "Where chance begins: the first weights and the order of what is read. The same seed learns the same; another "
        "shows what is luck.",
    ),
    "steps": QT_TRANSLATE_NOOP(
        "ModelTips", "After how many steps the run ends; a cosine schedule needs to know. 0: until it is stopped."
    ),
    "share": QT_TRANSLATE_NOOP(
        "ModelTips",
        "The share of the data that is kept from learning, to see what the network makes of what it does not know. "
        "More judges better and leaves less to learn from.",
    ),
    "device": QT_TRANSLATE_NOOP(
        "ModelTips",
        "What computes. A graphics card pays for large networks and long windows; small ones are faster without. It "
        "learns the same.",
    ),
}

"""What the settings of pairs are called and what each does: of the network that reads and writes them, and of how their
texts are cut. Free of Qt."""

from collections.abc import Mapping

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, SettingWords

PAIRS: Mapping[str, SettingWords] = {
    "net.attention": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · attention"),
        QT_TRANSLATE_NOOP("Settings", "Attention"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How the decoder looks back at what was read. Without attention the encoder's last state is all that it "
            "knows of a source, so that long ones are forgotten; with it, every letter that is written can look at "
            "every letter that was read.",
        ),
    ),
    "net.decoder_hidden": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · units of the decoder"),
        QT_TRANSLATE_NOOP("Settings", "Decoder units"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many units a layer of the decoder has. Where they are not as many as the encoder hands over, a "
            "learnt bridge stands between the two.",
        ),
        nothing=QT_TRANSLATE_NOOP("Settings", "as the encoder"),
    ),
    "net.teacher_forcing": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · teacher forcing"),
        QT_TRANSLATE_NOOP("Settings", "Teacher forcing"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The share of steps at which the decoder is told in training what should have been written before, instead "
            "of what it wrote itself. 1 learns fastest; less makes it used to its own mistakes, and each step slower.",
        ),
    ),
    "net.forcing": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · how teacher forcing falls"),
        QT_TRANSLATE_NOOP("Settings", "Forcing falls"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How the share of teacher forcing changes while it trains: it stays, or falls towards 0 in the given "
            "number of steps, so that the decoder is weaned from the truth.",
        ),
    ),
    "net.forcing_steps": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · steps in which teacher forcing falls"),
        QT_TRANSLATE_NOOP("Settings", "… in steps"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The k of the schedule by which teacher forcing falls: more of it keeps the truth longer beside the "
            "decoder. Without a schedule it means nothing.",
        ),
    ),
    "net.reverse_source": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Network · source read from its end"),
        QT_TRANSLATE_NOOP("Settings", "Source"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "In which order the encoder reads. From the end, the first letters are read last, close to where the "
            "answer begins: without attention that makes long sources much easier.",
        ),
        either=(
            QT_TRANSLATE_NOOP("Settings", "from its beginning"),
            QT_TRANSLATE_NOOP("Settings", "from its end"),
        ),
    ),
    "data.second_tokens.level": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · token of the second text"),
        QT_TRANSLATE_NOOP("Settings", "Answer's tokens"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Into what the text that is to be written is cut. The network writes one of these pieces at a step. Takes "
            "effect with the next run.",
        ),
    ),
    "data.second_tokens.most": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · largest vocabulary of the second text"),
    ),
    "data.second_tokens.least": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · least frequency of a token of the second text"),
    ),
    "data.longest": SettingWords(
        QT_TRANSLATE_NOOP("Settings", "Data · longest second text"),
        QT_TRANSLATE_NOOP("Settings", "Longest answer"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many tokens an answer may have. Pairs whose answer is longer are left out, and none is written that "
            "is longer.",
        ),
    ),
}

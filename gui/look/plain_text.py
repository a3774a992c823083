"""Names that people give to files, columns and runs, shown as they are. Labels are told so by their text format; where
Qt has no such switch, it takes some names for markup or for a key to press. Free of Qt."""

from html import escape


def tip(text: str) -> str:
    """``text`` as a tool tip that shows it as it is: Qt would draw its markup, and load the pictures it names."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if "<" in text else text


def title(text: str) -> str:
    """``text`` as the title of a button or a command: a single ``&`` would vanish and underline what follows."""
    return text.replace("&", "&&")

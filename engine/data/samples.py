"""The samples that are made rather than measured: small sequences, each with one thing to see in it.

The files in ``resources/samples`` and ``resources/pairs`` are what these functions return, byte for byte; a test makes
them again. Each draws from a generator of its own with a fixed seed, and only through ``integers`` and ``random``,
numpy's oldest streams.
"""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

SINE_ROWS, SINE_PERIOD, SINE_NOISE = 1500, 25, 0.1
SINE_JUMP = 1100  # in the validation part (the last 30 %), in the middle of its first window of 100
LETTERS, DELAYS, MEMORY_LINES = "abcd", (10, 30), 1000
EPISODE, EPISODES = 40, 400
DEEPEST, BRACKET_LINES = 6, 250
DATE_PAIRS, FIRST_DAY, DAYS = 1000, date(1970, 1, 1), 36_525  # a hundred years: two figures tell which
SUM_PAIRS, SUMMAND_MOST = 2000, 99
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
KOREAN_MONTHS = ("일", "이", "삼", "사", "오", "유", "칠", "팔", "구", "시", "십일", "십이")
KOREAN_FIGURES = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
KOREAN_WEEKDAYS = "월화수목금토일"


def sine() -> str:
    """Table ``step, value``: a sine of period 25 with noise; from row ``SINE_JUMP`` on it is half a period late."""
    rng = np.random.default_rng(1)
    t = np.arange(SINE_ROWS)
    phase = np.where(t >= SINE_JUMP, np.pi, 0.0)
    noise = SINE_NOISE * np.sqrt(3.0) * (2.0 * rng.random(SINE_ROWS) - 1.0)  # uniform, standard deviation SINE_NOISE
    values = np.sin(2.0 * np.pi * t / SINE_PERIOD + phase) + noise
    return _table(("step", "value"), [(str(step), f"{value:.4f}") for step, value in zip(t, values, strict=True)])


def remember() -> str:
    """Text: each line is one of ``LETTERS``, 10 to 30 dots (``DELAYS``), a question mark and the letter again."""
    rng = np.random.default_rng(2)
    first = rng.integers(len(LETTERS), size=MEMORY_LINES)
    dots = rng.integers(DELAYS[0], DELAYS[1] + 1, size=MEMORY_LINES)
    return "".join(f"{LETTERS[k]}{'.' * n}?{LETTERS[k]}\n" for k, n in zip(first, dots, strict=True))


def adding() -> str:
    """Table ``value, marker, sum``: episodes of ``EPISODE`` rows (Hochreiter & Schmidhuber 1997, as a stream).

    ``value`` is uniform in −1 … 1. One row of each half is marked with 1, the last row but one with −1: it asks. The
    last row's ``sum`` is the sum of the two marked values; everywhere else ``sum`` is 0.
    """
    rng = np.random.default_rng(3)
    rows: list[tuple[str, ...]] = []
    for _ in range(EPISODES):
        values = np.round(2.0 * rng.random(EPISODE) - 1.0, 2)
        marked = (int(rng.integers(0, EPISODE // 2)), int(rng.integers(EPISODE // 2, EPISODE - 2)))
        for k, value in enumerate(values):
            marker = 1 if k in marked else -1 if k == EPISODE - 2 else 0
            total = f"{values[list(marked)].sum() + 0.0:.2f}" if k == EPISODE - 1 else "0"
            rows.append((f"{value + 0.0:.2f}", str(marker), total))
    return _table(("value", "marker", "sum"), rows)


def brackets() -> str:
    """Text: each line is a balanced word of brackets. The deeper, the likelier one closes; ``DEEPEST`` is the most."""
    rng = np.random.default_rng(4)
    return "".join(f"{_word(rng)}\n" for _ in range(BRACKET_LINES))


def dates(count: int = DATE_PAIRS, seed: int = 5) -> str:
    """Table ``written, iso``: days of a hundred years as people write them, in one of ``WRITTEN``'s ways each, and as
    ISO 8601 has them."""
    rng = np.random.default_rng(seed)
    days, ways = rng.integers(DAYS, size=count), rng.integers(len(WRITTEN), size=count)
    each = [FIRST_DAY + timedelta(days=int(day)) for day in days]
    rows: list[tuple[str, ...]] = [
        (f'"{WRITTEN[way](day)}"', day.isoformat()) for day, way in zip(each, ways, strict=True)
    ]
    return _table(("written", "iso"), rows)


def sums(count: int = SUM_PAIRS, seed: int = 6) -> str:
    """Table ``sum, answer``: ``count`` different sums of two numbers of up to two figures, and what they come to."""
    drawn = np.argsort(np.random.default_rng(seed).random((SUMMAND_MOST + 1) ** 2))[:count]
    pairs = [divmod(int(each), SUMMAND_MOST + 1) for each in drawn]
    return _table(("sum", "answer"), [(f"{a}+{b}", str(a + b)) for a, b in pairs])


def sino_korean(number: int) -> str:
    """A number below 10,000 in words: 1985 is 천구백팔십오."""
    said = ""
    for name, value in (("천", 1000), ("백", 100), ("십", 10), ("", 1)):
        figure = number // value % 10
        if figure:
            said += (KOREAN_FIGURES[figure] if figure > 1 or value == 1 else "") + name
    return said


def ordinal(number: int) -> str:
    """``1st``, ``22nd``, ``13th``."""
    ending = "th" if number % 100 // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


WRITTEN: tuple[Callable[[date], str], ...] = (
    lambda day: f"{ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{ENGLISH_MONTHS[day.month - 1][:3]} {day.day:02}, {day.year}",
    lambda day: f"the {ordinal(day.day)} of {ENGLISH_MONTHS[day.month - 1]}, {day.year}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day.year}년 {day.month}월 {day.day}일",
    lambda day: f"{day.year}년 {day.month:02}월 {day.day:02}일 {KOREAN_WEEKDAYS[day.weekday()]}요일",
    lambda day: f"{day.year % 100:02}. {day.month}. {day.day}.",
    lambda day: f"{sino_korean(day.year)}년 {KOREAN_MONTHS[day.month - 1]}월 {sino_korean(day.day)}일",
)
"""How a day is written, in English and in Korean."""


def _word(rng: np.random.Generator) -> str:
    word, depth = "(", 1
    while depth:
        opens = rng.random() >= depth / DEEPEST
        word += "(" if opens else ")"
        depth += 1 if opens else -1
    return word


def _table(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "".join(",".join(cells) + "\n" for cells in [names, *rows])


MADE: dict[str, Callable[[], str]] = {
    "noisy-sine.csv": sine,
    "remember-first.txt": remember,
    "adding-problem.csv": adding,
    "brackets.txt": brackets,
}
"""File name in ``resources/samples`` → the function that makes its text."""

PAIRS: dict[str, Callable[[], str]] = {"dates.csv": dates, "sums.csv": sums}
"""The same of those that the window does not show yet."""

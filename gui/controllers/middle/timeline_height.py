"""How high the timeline is: as its user dragged it, more while it is in focus, less before an audience."""

from PySide6.QtWidgets import QSplitter

from gatescope.gui.look import theme

GROWN, SHARE, MOST = 328, 0.4, 0.6  # px in focus, at least that share of the height, at most this one
PRESENTED = 96  # px before an audience, at letters of their own size
LOW, MIDDLE, TALL = 124, 160, 320  # px that nobody chose: in a low window, from 880 px on, and at most
AMPLE, HIGH, PART = 880, 1200, 0.2  # px of a window from which on it is higher, and has such a part


class TimelineHeight:
    """``heights`` has the timeline as its second part. However it was made higher and lower, and in whichever order
    that ends: what its user chose comes back."""

    def __init__(self, heights: QSplitter) -> None:
        self._heights = heights
        self._grown, self._presented = False, False
        self._own = 0  # px that it had before

    def suit(self, window: int) -> None:
        """As high as suits a window of that height; before anybody chose another."""
        tall = LOW if window < AMPLE else MIDDLE if window < HIGH else min(round(PART * window), TALL)
        self._heights.setSizes([max(window - tall, 1), tall])

    def grow(self, on: bool) -> None:
        self._turn(on, self._presented)

    def present(self, on: bool) -> None:
        self._turn(self._grown, on)

    def rest(self) -> None:
        """As its user chose it, for good: so it is kept."""
        self._turn(False, False)

    def _turn(self, grown: bool, presented: bool) -> None:
        before = self._grown or self._presented
        if (grown, presented) == (self._grown, self._presented):
            return
        self._own = self._own if before else self._heights.sizes()[1]
        self._grown, self._presented = grown, presented
        self._show()

    def _show(self) -> None:
        height, tall = sum(self._heights.sizes()), self._own
        if self._grown:
            tall = min(max(GROWN, round(SHARE * height), self._own), round(MOST * height))
        elif self._presented:
            tall = round(PRESENTED * theme.letters())
        self._heights.setSizes([max(height - tall, 1), tall])

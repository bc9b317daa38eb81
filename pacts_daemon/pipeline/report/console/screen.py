"""One way to the terminal or the log, for texts that nobody has looked at before."""

from __future__ import annotations

import io
import re
from typing import Final, Literal

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from pacts_daemon.pipeline.verdict.results import Verdict

STYLES: Final = {
    Verdict.PASS: "bold green",
    Verdict.PASS_HEALED: "bold yellow",
    Verdict.UNVERIFIED: "bold",
    Verdict.BLOCKED: "bold magenta",
    Verdict.FAIL: "bold red",
}
_COLOURS: Final[dict[str, Literal["standard", "256", "truecolor", "windows"]]] = {
    "standard": "standard",
    "256": "256",
    "truecolor": "truecolor",
    "windows": "windows",
}
# What goes to a log must be neither wrapped nor cut: no line is as long.
_UNBOUNDED: Final = 10_000
# A page's text may hold what moves the cursor, renames the window, or turns the line around.
_NOT_SHOWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SPACES: Final = re.compile(r"\s+")


class Screen:
    """Prints to a terminal as wide as it is; into a pipe or a file never wrapped, never padded."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._is_read = True

    @property
    def is_terminal(self) -> bool:
        """Whether lines can be drawn anew; what FORCE_COLOR makes of a log is no terminal."""
        console = self.console
        return console.is_terminal and console.file.isatty() and not console.is_dumb_terminal

    def print(self, *renderables: RenderableType) -> None:
        """Print, each on lines of its own."""
        if not self._is_read:
            return
        try:
            for renderable in renderables:
                self._print(renderable)
        except BrokenPipeError:
            # Who read has gone, ``| head`` say; the run and its reports go on.
            self._is_read = False

    def _print(self, renderable: RenderableType) -> None:
        if self.is_terminal:
            self.console.print(renderable)
            return
        page = io.StringIO()
        colours = _COLOURS.get(self.console.color_system or "")
        plain = Console(
            file=page,
            width=_UNBOUNDED,
            color_system=colours,
            force_terminal=colours is not None,
            highlight=False,
        )
        plain.print(renderable)
        for line in page.getvalue().splitlines():
            self.console.file.write(line.rstrip() + "\n")
        self.console.file.flush()

    def text(self, value: str, style: str = "") -> Text:
        """Return a text as it may be shown: on one line, without what a terminal obeys."""
        line = _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", value))
        encoding = self.console.encoding
        return Text(line.encode(encoding, "replace").decode(encoding), style)

    def verdict(self, verdict: Verdict) -> Text:
        return Text(verdict.value, STYLES[verdict])


def table(*titles: str) -> Table:
    """Return an empty table without rules; titles that end in ``#`` are of numbers."""
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for title in titles:
        is_number = title.endswith("#")
        made.add_column(title.rstrip("#"), justify="right" if is_number else "left")
    return made

"""Worded findings in a terminal: plain text, with styles where there is colour."""

from collections.abc import Sequence
from io import StringIO
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from selon.show import charts
from selon.show.account import EventShown, Given, Quoted, SeriesShown, Shown
from selon.show.wording import Wording

CONTROLS: Final = dict.fromkeys(
    (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)
"""Characters that would steer the terminal or turn the direction of the text, each with what is shown instead."""

STYLES: Final = {
    "disputed": "bold red",
    "agreed": "green",
    "drifted": "magenta",
    "revised": "yellow",
    "changed": "yellow",
}


def harmless(value: Any) -> Any:
    """A value with all its text made safe for a terminal."""
    if isinstance(value, str):
        return value.translate(CONTROLS)
    if isinstance(value, tuple):
        return tuple(map(harmless, value))
    if isinstance(value, msgspec.Struct):
        return type(value)(*(harmless(getattr(value, name)) for name in value.__struct_fields__))
    return value


class Page:
    """Text that grows downwards. What it is given must be `harmless`."""

    def __init__(self, wording: Wording, width: int, colour: bool) -> None:
        self.wording, self.width = wording, width
        self._stream = StringIO()
        self._console = Console(
            file=self._stream,
            width=width,
            force_terminal=colour,
            no_color=not colour,
            highlight=False,
            legacy_windows=False,
        )

    def __str__(self) -> str:
        return "\n".join(line.rstrip() for line in self._stream.getvalue().splitlines()) + "\n"

    def say(self, text: str | Text, indent: int = 0, style: str = "") -> None:
        """A paragraph."""
        shown = Text(text) if isinstance(text, str) else text
        shown.stylize(style)
        self._console.print(Padding(shown, (0, 0, 0, indent)) if indent else shown)

    def gap(self) -> None:
        """An empty line."""
        self._console.print()

    def heading(self, text: str) -> None:
        """A heading between empty lines."""
        self.gap()
        self.say(text.upper(), style="bold")
        self.gap()

    def badges(self, found: Sequence[tuple[str, str]]) -> Text:
        """States in brackets."""
        line = Text()
        for key, state in found:
            line.append("[" + state + "]", STYLES.get(key, "dim")).append(" ")
        return line

    def evidence(self, quoted: Quoted, indent: int) -> None:
        """Exact words, and where they stand."""
        self.say(self.wording.text("line.quoted", words=" ".join(quoted.exact.split())), indent, "italic")
        self.say(quoted.position + (f", {quoted.via}" if quoted.via else ""), indent, "dim")

    def also(self, places: Sequence[str], indent: int) -> None:
        """Where else the same stands."""
        if places:
            self.say(self.wording.text("line.also", places=", ".join(places)), indent, "dim")

    def figure(self, given: Given, indent: int, lead: str = "") -> None:
        """A figure with its evidence."""
        line = Text(lead)
        line.append(given.words, "bold").append(f" — {', '.join((given.when, *given.notes))}")
        self.say(line, indent)
        for quoted in given.quoted:
            self.evidence(quoted, indent + 2)
        self.also(given.also, indent + 2)

    def reason(self, shown: Shown, indent: int = 2) -> None:
        """A state with its reason."""
        line = Text(f"{shown.state} — ", STYLES.get(shown.key, "dim"))
        self.say(line.append(shown.reason), indent)

    def summary(self, one: SeriesShown) -> None:
        """A series in two lines."""
        line = Text("• ")
        line.append(one.title, "bold").append_text(Text(" ")).append_text(self.badges(one.badges))
        self.say(line)
        self.say(one.summary, 2)

    def series(self, one: SeriesShown) -> None:
        """A series with all that is known of it."""
        self.say(one.title, style="bold underline")
        self.say(self.badges(one.badges).append(one.counts, "dim"))
        self.lines(one)
        self.chart(one)
        for shown in one.states:
            if shown.key != "single-origin":
                self.reason(shown)
                for quoted in shown.quoted:
                    self.evidence(quoted, 4)
        self.gap()

    def lines(self, one: SeriesShown) -> None:
        """What each origin of a series says."""
        for origin in one.lines:
            self.say(origin.origin + (f" ({origin.note})" if origin.note else ""), 2)
            self.figure(origin.latest, 4)
            for given in origin.earlier:
                self.figure(given, 4, self.wording.text("line.earlier") + " ")

    def chart(self, one: SeriesShown) -> None:
        """The figures of a series as a picture, where there are two to compare."""
        for line in charts.terminal(one.finding, list(one.names), self.wording, self.width - 4):
            self._console.print(Padding(line, (0, 0, 0, 2)))

    def event(self, event: EventShown) -> None:
        """An event without a number."""
        line = Text(f"{event.when}  ", "dim")
        self.say(line.append(event.title + " ", "bold").append_text(self.badges(event.states)))
        for stand in event.stands:
            self.say(f"{stand.origin} — {', '.join(stand.notes)}", 2)
            for quoted in stand.quoted:
                self.evidence(quoted, 4)
            self.also(stand.also, 4)

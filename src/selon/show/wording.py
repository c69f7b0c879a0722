"""What Selon says to people: texts from `catalogues/xx.toml`, numbers, dates and countries as CLDR has them."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent, get_group_symbol

from selon.errors import UsageError
from selon.knowledge.names import countries, country_rows
from selon.model.edtf import stretch
from selon.model.finding import Finding, Occurrence, Quantity, Told, Where
from selon.reconcile.quantities import country_names

CATALOGUES: Final = files("selon.show").joinpath("catalogues")
LARGEST_FORMATTED: Final = 10**24
"""Larger numbers have more digits than Babel reckons with (28, the default of decimals)."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that Selon speaks (ISO 639-1)."""
    names = (entry.name for entry in CATALOGUES.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def alpha2() -> Mapping[str, str]:
    """ISO 3166 alpha-2 by alpha-3."""
    return {row["alpha3"]: row["alpha2"] for row in country_rows()}


@cache
def codes() -> Mapping[str, str]:
    """ISO 3166 alpha-3 by a country's English name."""
    return {country.name: code for code, country in countries().items()}


@cache
def wording(language: str) -> "Wording":
    """How Selon speaks a language. Raises UsageError where it does not."""
    if language not in languages():
        raise UsageError(f"Selon does not speak {language!r}, only {', '.join(languages())}")
    return Wording(language)


class Wording:
    """Texts, numbers and dates in one language. All methods are pure."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self._texts: Mapping[str, Any] = tomllib.loads(
            CATALOGUES.joinpath(f"{language}.toml").read_text(encoding="utf-8")
        )

    def text(self, key: str, /, **fields: object) -> str:
        """The text at `table.key`, filled in."""
        found = str(self._at(key))
        return found.format_map(fields) if fields else found

    def _at(self, key: str) -> Any:
        """What the catalogue holds under `table.key`."""
        found: Any = self._texts
        for part in key.split("."):
            found = found[part]
        return found

    def name_of(self, table: str, key: str) -> str:
        """What the model's `key` is called; itself where the catalogue has no word for it."""
        return str(self._texts.get(table, {}).get(key) or key.replace("_", " "))

    def names(self, table: str) -> tuple[str, ...]:
        """What of the model the catalogue names in a table, by key."""
        return tuple(self._texts.get(table, {}))

    def counted(self, key: str, n: int) -> str:
        """The form of the text at `table.key` that goes with a number."""
        forms = self._at(key)
        form = self.locale.plural_form(n)
        return str(forms.get(form, forms["other"])).format(n=self.number(n))

    def number(self, n: int) -> str:
        """A whole number with its separators."""
        if abs(n) >= LARGEST_FORMATTED:
            return f"{n:,}".replace(",", get_group_symbol(self.locale))
        return str(format_decimal(n, locale=self.locale))

    def percent(self, share: float) -> str:
        """A share of one in percent."""
        return str(format_percent(share, locale=self.locale))

    def country(self, code: str) -> str:
        """The name of a country (ISO 3166 alpha-3)."""
        return str(self.locale.territories.get(alpha2().get(code, ""), code))

    def source(self, name: str) -> str:
        """A source by its name; a country that speaks by the country's name in this language."""
        code = codes().get(name)
        return self.country(code) if code else name

    def language_name(self, code: str) -> str:
        """The name of a language."""
        return str(self.locale.languages.get(code, code))

    def date(self, edtf: str) -> str:
        """An EDTF date in words, as precise as it is."""
        if "/" in edtf:
            first, last = (self.date(end) if stretch(end) else "" for end in edtf.split("/", 1))
            key = "span" if first and last else "until" if last else "since"
            return self.text(f"dates.{key}", first=first, last=last) if first or last else edtf
        found, (day, _, time) = stretch(edtf), edtf.partition("T")
        if found is None:
            return edtf
        parts = day.split("-")
        if len(parts) == 1:
            return parts[0]
        if len(parts) == 2:
            return format_skeleton("yMMM", found.start.date(), locale=self.locale)
        words = format_date(found.start.date(), "medium", locale=self.locale)
        return f"{words}, {time[:5]}" if time else words

    def on(self, edtf: str) -> str:
        """A date as a time when something was done: on a day, in a month."""
        if "/" in edtf:
            return self.date(edtf)
        return self.text("dates.day" if edtf.count("-") == 2 else "dates.longer", date=self.date(edtf))

    def listed(self, items: Iterable[str]) -> str:
        """Items as a list in a sentence."""
        *rest, last = items
        return self.text("reasons.and", first=", ".join(rest), last=last) if rest else last

    def figure(self, told: Told, change: str = "total") -> str:
        """A figure in words: how many, with its bounds."""
        words = self.interval(told.low, told.high, told.approximate)
        if told.vague:
            words = self.text("figure.words", figure=words, text=told.text)
        if change != "total":
            words = self.text(f"figure.{change}", figure=words)
        return self.text("figure.denied", figure=words) if told.polarity == "negative" else words

    def interval(self, low: int | None, high: int | None, approximate: bool = False) -> str:
        """An interval in words."""
        if low is None and high is None:
            return self.text("figure.unknown")
        if low is not None and high is not None and low != high:
            words = self.text("figure.between", low=self.number(low), high=self.number(high))
            return self.text("figure.about", figure=words) if approximate else words
        words = self.number(low if low is not None else high or 0)
        if approximate:
            words = self.text("figure.about", figure=words)
        if low is None:
            return self.text("figure.most", high=words)
        return self.text("figure.least", low=words) if high is None else words

    def title(self, found: Finding | Occurrence) -> str:
        """What a series or an event is about."""
        title = self.about(found.event, found.counted, found.place)
        if isinstance(found, Finding):
            if found.change != "total":
                title = self.text(f"titles.{found.change}", title=title)
            if found.expected:
                title = self.text("titles.expected", title=title)
        return title

    def about(self, event: str, counted: Quantity, place: Where | None) -> str:
        """An event, whom it is about and where."""
        title = self.name_of("events", event)
        who = self.name_of("classes", counted.kind) if counted.kind else None
        if counted.affiliation:
            country = self.country(counted.affiliation)
            who = self.text("titles.who", country=country, **{"class": who}) if who else country
        if counted.qualifier:
            who = self.text("titles.qualifier", who=who or "", qualifier=counted.qualifier)
        if who:
            title = self.text("titles.series", event=title, who=who)
        return self.text("titles.place", title=title, place=self.place(place.name, place.country)) if place else title

    def place(self, name: str, country: str | None) -> str:
        """A place with its country."""
        if country is None:
            return name
        words = self.country(country)
        return words if name in country_names() else self.text("titles.within", place=name, country=words)

    def when(self, said: str | None, published: str | None) -> str:
        """When something was said; where that is unknown, when it was published."""
        if stretch(said):
            return self.text("line.said", date=self.on(said or ""))
        if published:
            return self.text("line.published", date=self.on(published))
        return self.text("line.undated")

    def day(self, told: Told) -> str | None:
        """The day of a figure, for use inside a sentence."""
        if told.said and stretch(told.said):
            return self.date(told.said)
        if told.published:
            return self.text("line.published", date=self.on(told.published.partition("T")[0]))
        return None

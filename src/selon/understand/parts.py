"""What the steps of understanding hand to each other about one sentence.

Every part names its tokens (`first` inclusive, `last` exclusive) in the sentence, and carries the model's value where
it has one. All are found by pure functions of (text, sentence, language, what was found before).
"""

from collections.abc import Mapping
from typing import Any, Final

from selon.model.claim import Counted
from selon.model.figure import Figure
from selon.model.frozen import Frozen
from selon.model.moment import Moment
from selon.model.place import Place
from selon.model.source import Source


class Number(Frozen, frozen=True):
    """A number in digits or words. `reason`: why it can be no figure whatever follows (*ordinal*), else None."""

    first: int
    last: int
    low: int | float | None
    high: int | float | None
    approximate: bool = False
    vague: bool = False
    reason: str | None = None


class Count(Frozen, frozen=True):
    """A number, or a range of two, with its bounds and what it counts.

    `first`, `last`: the tokens of the figure with its bounds. `noun_first`, `noun_last`: those of the counted noun with
    its adjectives; equal where nothing is named. `numbers`: the numbers that it is made of.
    Exactly one of `figure` and `reason` is given: a figure, or why the number is set aside.
    `event`: the kind of event that the counted word itself names (*12 morts*), with that event word's other fields.
    `pronoun`: what is counted is named before (*d'entre eux*, *dont 600*, *600 of them*).
    `low`, `high`, `approximate`, `vague`: its value with its bounds, whatever became of it; not always whole.
    """

    first: int
    last: int
    noun_first: int
    noun_last: int
    numbers: tuple[Number, ...]
    figure: Figure | None = None
    reason: str | None = None
    counted: Counted | None = None
    event: str | None = None
    event_more: Mapping[str, Any] | None = None
    pronoun: bool = False
    low: int | float | None = None
    high: int | float | None = None
    approximate: bool = False
    vague: bool = False


class MomentMention(Frozen, frozen=True):
    """Words that say when, a duration included (`moment.edtf` None, `duration` True: no date, but no figure either)."""

    first: int
    last: int
    moment: Moment
    duration: bool = False


class Mention(Frozen, frozen=True):
    """A noun phrase that names or describes somebody or something: person, institution, country, place, unnamed group.

    `first`, `last`: the phrase whole, with its titles and complements (*le président ukrainien Volodymyr Zelensky*);
    `head`: the token of its head noun or of the name's last word.
    `sources`: whom it stands for when it speaks: one, or several (*responsables ukrainiens et américains*); empty for
    what cannot speak. `place`: where it is when it is a place (a country and its capital are both), else None.
    `country`: the country that it names or belongs to. `kind`: `person`, `role`, `institution`, `country`, `place`,
    `group`, `outlet`, `demonym` (the adjective alone: *ukrainiens*), `pronoun`, `name` (capitals that nothing is known
    of; the source is a guess).
    """

    first: int
    last: int
    head: int
    kind: str
    sources: tuple[Source, ...] = ()
    place: Place | None = None
    country: str | None = None


class Attribution(Frozen, frozen=True):
    """Who says the tokens `first` to `last` of a sentence, and how.

    `cue_first`, `cue_last`: the words that attribute (*a déclaré*, *selon*); equal where the layout does.
    `origins`, `via`: see the model. `means`: `said`, `confirmed`, `denied`, `hedged` (*croit savoir*), `expected`
    (*a promis que*, *craint que*), `accused`. `past`: a past verb of saying, under which a conditional is a future.
    `said`: the moment that belongs to the saying. `strength`: 0 for the sentence's own words, 1 carried on from a
    sentence before (*Il a ajouté*, a quotation that runs on).
    """

    first: int
    last: int
    cue_first: int
    cue_last: int
    origins: tuple[Source, ...]
    via: tuple[Source, ...] = ()
    means: str = "said"
    past: bool = False
    said: Moment | None = None
    strength: int = 0


MEDIA: Final = frozenset({"agency", "outlet"})


def is_medium(mention: Mention) -> bool:
    """Whether the phrase names a medium: an agency, a newspaper, a station."""
    return mention.kind == "outlet" or any(source.kind in MEDIA for source in mention.sources)

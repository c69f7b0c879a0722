"""An optional second reader: a language model behind an OpenAI-compatible endpoint, for what the rules left open.

It is asked only about sentences in which the rules found a figure but no event or no origin. It proposes; kept is what
stands in the sentence: the figure must be the one that the rules read, the words for the event and for the origin must
be words of the sentence, the event must be a kind that Selon knows. A claim that it completed bears the model's name in
`read_by`. It changes nothing that the rules decided, and where it fails the rules' claims stay.

The endpoint is the only address that is spoken to. No tools are offered to the model, and of the report it sees one
sentence at a time: what an injected instruction could gain is a wrong proposal, within these bounds.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

import httpx
import msgspec

from selon.errors import SelonError, UsageError
from selon.knowledge.files import table
from selon.knowledge.loader import kinds
from selon.model import Claim, Cue, Reading, Report, Source
from selon.settings import (
    MAX_SECOND_BYTES,
    MAX_SECOND_FAILURES,
    MAX_SECOND_SECONDS,
    MAX_SECOND_SENTENCE,
    MAX_SECOND_SENTENCES,
    MAX_SECOND_WORDS,
)

NOT_PROPOSED: Final = frozenset(("other", "statement"))


class SecondReaderError(SelonError):
    """The endpoint did not answer, or with something else than was asked for. The rules' claims are not touched."""


class Proposal(msgspec.Struct, frozen=True):
    """What the model proposes of one figure."""

    figure: str
    event: str | None = None
    event_words: str | None = None
    origin: str | None = None
    cue: str | None = None


class Proposals(msgspec.Struct, frozen=True):
    """What the model answers."""

    claims: tuple[Proposal, ...] = ()


Complain = Callable[[str], None]


class SecondReader:
    """A model at an endpoint. `endpoint`: up to and without `/chat/completions`; `key`: sent as a bearer token, to it
    alone. `complain`: told in words of each failure. To be closed, or used as a context."""

    def __init__(
        self,
        endpoint: str,
        model: str,
        key: str | None = None,
        complain: Complain = lambda _: None,
        seconds: float = MAX_SECOND_SECONDS,
    ) -> None:
        address = httpx.URL(endpoint)
        if address.scheme not in ("http", "https") or not address.host:
            raise UsageError(f"{endpoint!r} is no address of a second reader")
        if not model.strip():
            raise UsageError("a second reader needs the name of its model")
        self.address = f"{endpoint.rstrip('/')}/chat/completions"
        self.model, self._complain, self._failures, self._seconds = model, complain, 0, seconds
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, timeout=seconds, follow_redirects=False, trust_env=False)

    def __enter__(self) -> "SecondReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def read(self, report: Report, reading: Reading) -> Reading:
        """The reading with what could be completed; the same where nothing could."""
        open_claims: defaultdict[tuple[int, int], list[Claim]] = defaultdict(list)
        for claim in reading.claims:
            if claim.figure and (claim.event == "other" or not claim.origins):
                open_claims[claim.sentence.start, claim.sentence.end].append(claim)
        changed: dict[str, Claim] = {}
        for (start, end), claims in list(open_claims.items())[:MAX_SECOND_SENTENCES]:
            if self._failures >= MAX_SECOND_FAILURES:
                break
            sentence = report.text[start:end]
            if len(sentence) > MAX_SECOND_SENTENCE:
                continue
            try:
                proposals = self.ask(sentence, [c.figure.text for c in claims if c.figure])
            except SecondReaderError as error:
                self._failures += 1
                self._complain(str(error))
                continue
            for claim in claims:
                completed = grounded(claim, sentence, start, proposals, self.model)
                if completed is not None:
                    changed[claim.id] = completed
        if not changed:
            return reading
        return msgspec.structs.replace(reading, claims=tuple(changed.get(c.id, c) for c in reading.claims))

    def ask(self, sentence: str, figures: list[str]) -> tuple[Proposal, ...]:
        """What the model proposes for a sentence. Raises SecondReaderError where it gives no usable answer."""
        names = ", ".join(sorted(set(kinds()) - NOT_PROPOSED))
        body = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": table("second_reader.toml")["instruction"].replace("{kinds}", names)},
                {"role": "user", "content": json.dumps({"sentence": sentence, "figures": figures}, ensure_ascii=False)},
            ],
        }
        try:
            content = self._answer(body)
            told = msgspec.json.decode(content)["choices"][0]["message"]["content"]
            return msgspec.json.decode(told.encode("utf-8", "replace"), type=Proposals).claims
        except httpx.HTTPError as error:
            raise SecondReaderError(f"the second reader did not answer: {type(error).__name__}") from error
        except (msgspec.MsgspecError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise SecondReaderError("the second reader answered with something else than was asked for") from error

    def _answer(self, body: dict[str, Any]) -> bytes:
        """The bytes of an answer, as many as are taken and as long as is waited. Raises httpx.HTTPError, ValueError."""
        from time import monotonic

        until, content = monotonic() + self._seconds, b""
        with self._client.stream("POST", self.address, json=body) as answer:
            answer.raise_for_status()
            if answer.is_redirect:
                raise ValueError("a redirection is not followed")
            for part in answer.iter_bytes():
                content += part
                if len(content) > MAX_SECOND_BYTES:
                    raise ValueError("the answer is too long")
                if monotonic() > until:
                    raise httpx.ReadTimeout("the answer takes too long")
        return content


def grounded(claim: Claim, sentence: str, start: int, proposals: tuple[Proposal, ...], model: str) -> Claim | None:
    """A claim with what a proposal completes of it, where its words stand in the sentence; None where nothing holds.

    `start`: where the sentence begins in the report. Several proposals for one figure contradict each other, unless
    they are the same: then none holds.
    """
    figure = claim.figure
    mine = {one for one in proposals if figure is not None and one.figure == figure.text}
    if len(mine) != 1:
        return None
    (told,) = mine
    change: dict[str, Any] = {}
    cues = list(claim.cues)
    event_at = stands(told.event_words, sentence)
    if claim.event == "other" and told.event in set(kinds()) - NOT_PROPOSED and event_at is not None:
        words = told.event_words or ""
        change["event"] = told.event
        cues.append(Cue(words, start + event_at, start + event_at + len(words), told.event or ""))
    origin_at, cue_at = stands(told.origin, sentence), stands(told.cue, sentence)
    if not claim.origins and origin_at is not None and cue_at is not None and told.origin != told.cue:
        words = told.origin or ""
        counted = claim.counted.text if claim.counted else ""
        if words not in (counted, figure.text if figure else ""):
            at = start + origin_at
            change["origins"] = (
                Source(words, at, at + len(words), " ".join(words.split()), "unnamed", None, told.cue),
            )
    if not change:
        return None
    return msgspec.structs.replace(claim, cues=tuple(cues), read_by=model, **change)


def stands(words: str | None, sentence: str) -> int | None:
    """Where words stand in a sentence, whole ones and only once; None where they do not."""
    if not words or words != words.strip() or len(words) > MAX_SECOND_WORDS or not any(map(str.isalpha, words)):
        return None
    at = sentence.find(words)
    if at < 0 or sentence.find(words, at + 1) >= 0:
        return None
    before, after = sentence[at - 1 : at], sentence[at + len(words) : at + len(words) + 1]
    return None if before.isalnum() or after.isalnum() else at

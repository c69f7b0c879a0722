"""Watches feeds: fetches what is new in them, politely, and goes on where it stopped.

What was seen is kept in a file beside the ledger, written anew after each entry: whoever is interrupted loses nothing
and fetches nothing twice.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from selon import settings
from selon.errors import UsageError
from selon.model import Refusal
from selon.read import feeds
from selon.read.facts import Facts
from selon.read.fetch import AGENT, Fetcher
from selon.read.kind import HEAD, kind
from selon.read.refuse import Unreadable, identity
from selon.read.sources import Input


class Feed(msgspec.Struct):
    """What is known of a feed. `seen`: the entries that were dealt with; `tries`: how often the others were tried."""

    etag: str | None = None
    last_modified: str | None = None
    looked: float = 0.0
    seen: list[str] = []
    tries: dict[str, int] = {}


class State(msgspec.Struct):
    """All that a watch remembers, by the address of the feed."""

    version: int = 1
    feeds: dict[str, Feed] = {}


def loaded(path: Path) -> State:
    """The state in a file; a new one where there is none. Raises UsageError where the file is something else."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no record of a watch: {error}") from error


def saved(state: State, path: Path) -> None:
    """Puts the state into a file at once, or leaves the file as it was."""
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as stream:
        stream.write(msgspec.json.encode(state))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


class Watch:
    """Watches feeds and outlines of feeds.

    `sources`: their addresses, and paths of OPML files. `state`: the file to remember in. `sleep`, `now`: for tests.
    """

    def __init__(
        self,
        sources: Iterable[str],
        state: Path,
        *,
        fetcher: Fetcher | None = None,
        allow_private: bool = False,
        every: float = settings.WATCH_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._sources, self._path, self._every = list(sources), state, every
        self._state = loaded(state)
        self._fetcher = fetcher or Fetcher(allow_private=allow_private)
        self._sleep, self._now = sleep, now
        self._manners = Manners(self._fetcher, sleep, now)

    def rounds(self, most: int | None = None) -> Iterator[Input | Refusal]:
        """What is new, round after round; `most`: how many rounds, None for as long as nobody stops it."""
        count = 0
        while most is None or count < most:
            began = self._now()
            yield from self.once()
            count += 1
            if most is None or count < most:
                self._sleep(max(0.0, began + self._every - self._now()))

    def once(self) -> Iterator[Input | Refusal]:
        """What is new in all feeds now."""
        for source in self._sources:
            if not source.lower().startswith(("http://", "https://")):
                yield from self._outline(source, Path(source).read_bytes())
            else:
                yield from self._look(source)

    def _outline(self, name: str, data: bytes) -> Iterator[Input | Refusal]:
        try:
            addresses = feeds.outline(data)
            if not addresses:
                raise Unreadable("empty", "an outline without feeds")
        except Unreadable as refused:
            yield refused.refusal(name, data)
            return
        for address in addresses[: settings.MAX_FEEDS]:
            yield from self._look(address)

    def _look(self, url: str) -> Iterator[Input | Refusal]:
        feed = self._state.feeds.setdefault(url, Feed())
        try:
            self._manners.wait(url)
            answer = self._fetcher.fetch(url, etag=feed.etag, last_modified=feed.last_modified)
            waiting = [] if answer.unchanged else self._new(feed, answer.data, answer.url)
        except Unreadable as refused:
            yield refused.refusal(url, None)
            return
        if waiting is None:  # an outline
            del self._state.feeds[url]
            yield from self._outline(url, answer.data)
            return
        done = True
        for entry in waiting:
            yield from self._entry(feed, entry)
            done = done and entry.id in feed.seen
            saved(self._state, self._path)
        feed.looked = self._now()
        if done and not answer.unchanged:  # else the next round must see the entries that are left
            feed.etag, feed.last_modified = answer.etag, answer.last_modified
        saved(self._state, self._path)

    def _new(self, feed: Feed, data: bytes, url: str) -> list[feeds.Entry] | None:
        """The entries that were not seen, oldest first; None for an outline."""
        found = kind(data[:HEAD])
        if found == "outline":
            return None
        if found != "feed":
            raise Unreadable("not-a-report", f"no feed, but {found}")
        listed = [entry for entry in feeds.entries(data, url) if entry.id]
        present = {entry.id for entry in listed}
        feed.seen = [known for known in feed.seen if known in present]  # what the feed dropped does not come back
        feed.tries = {known: tries for known, tries in feed.tries.items() if known in present}
        seen = set(feed.seen)
        return [entry for entry in reversed(listed) if entry.id not in seen]

    def _entry(self, feed: Feed, entry: feeds.Entry) -> Iterator[Input | Refusal]:
        facts = Facts(own=entry.published, title=entry.title, byline=entry.byline, outlet=entry.outlet, url=entry.url)
        result: Input | Refusal
        try:
            if entry.url is None:
                raise Unreadable("not-a-report", "an entry without a link")
            self._manners.ask(entry.url)
            answer = self._fetcher.fetch(entry.url)
            result = Input(answer.data, answer.url, answer.url, facts)
        except Unreadable as refused:
            tries = feed.tries.get(entry.id, 0) + 1
            feed.tries[entry.id] = tries
            if refused.reason == "unreachable" and tries < settings.MAX_TRIES:
                return  # the next round tries again
            if entry.content:
                result = Input(entry.record(), entry.url or entry.id, entry.url or entry.id, Facts(), "record")
            else:
                refusal = refused.refusal(entry.url or entry.id, None)
                result = msgspec.structs.replace(refusal, id=identity(entry.record()))
        yield result
        feed.seen.append(entry.id)  # behind the yield: who stops before has not dealt with it
        feed.tries.pop(entry.id, None)


class Manners:
    """What a guest keeps to: robots.txt, and a pause between two requests to one host."""

    def __init__(self, fetcher: Fetcher, sleep: Callable[[float], None], now: Callable[[], float]) -> None:
        self._fetcher, self._sleep, self._now = fetcher, sleep, now
        self._robots: dict[str, Robots] = {}
        self._last: dict[str, float] = {}

    def ask(self, url: str) -> None:
        """Waits until it is polite to fetch an address. Raises Unreadable (`not-allowed`, `unreachable`)."""
        robots = self._robots_of(url)
        if not robots.allow(url):
            raise Unreadable("not-allowed", "the site's robots.txt asks not to fetch this")
        self.wait(url, robots.delay)

    def wait(self, url: str, seconds: float = settings.HOST_SECONDS) -> None:
        """Waits until the host was left alone for long enough."""
        host = urlsplit(url).netloc
        due = self._last.get(host, 0.0) + seconds - self._now()
        if due > 0:
            self._sleep(due)
        self._last[host] = self._now()

    def _robots_of(self, url: str) -> "Robots":
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self.wait(url)
            self._robots[site] = self._asked(site)
        return self._robots[site]

    def _asked(self, site: str) -> "Robots":
        try:
            answer = self._fetcher.fetch(f"{site}/robots.txt", limit=settings.MAX_ROBOTS_BYTES)
            return Robots(answer.data.decode("utf-8", "replace"))
        except Unreadable as refused:
            if refused.reason == "http-status" and refused.detail.startswith(
                "the server answered 4"
            ):  # RFC 9309: no rules
                return Robots("")
            if refused.reason in ("too-large", "malformed", "bomb", "encoding"):
                return Robots("")
            raise


class Robots:
    """A robots.txt. `delay`: seconds between two requests."""

    def __init__(self, rules: str) -> None:
        from protego import Protego

        self._rules = Protego.parse(rules)
        asked = self._rules.crawl_delay(AGENT)
        self.delay = min(max(float(asked or 0), settings.HOST_SECONDS), settings.MAX_CRAWL_DELAY)

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return bool(self._rules.can_fetch(url, AGENT))

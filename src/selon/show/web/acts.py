"""What writes: decisions, undoing them, and adding reports. Each is recorded in the name given at the start."""

import re
from typing import Any, Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from selon.errors import UsageError
from selon.keep import Told
from selon.model import Claim
from selon.show.web.answering import Misused, date, desk, seen, typed
from selon.show.web.jobs import Given
from selon.show.web.views import subject_link

MOST_WORDS: Final = 2000
"""Characters of a reason or a name that is typed."""
GROUPED: Final = re.compile(r"[0-9]{1,3}([,.'’])[0-9]{3}(?:\1[0-9]{3})*", re.ASCII)
GROUPS: Final = re.compile(r"[,.'’]")
"""How thousands are parted where people write numbers; blanks are gone by then."""
CERTAINTIES: Final = ("confirmed", "stated", "hedged", "expected")


def decide(request: Request, form: FormData) -> Response:
    """Record a decision, and show it on the page of what it is about."""
    work, kind, subject = desk(request), typed(form, "kind"), typed(form, "subject")
    why = typed(form, "why")
    if len(why) > MOST_WORDS or len(subject) > MOST_WORDS:
        raise Misused("long", most=MOST_WORDS)
    content: dict[str, Any] = {}
    match kind:
        case "misread":
            content = {"right": right(work.ledger.claim(subject), form)}
        case "same-source" | "different-sources":
            other = typed(form, "other")[:MOST_WORDS]
            if not other or other == subject:
                raise Misused("names")
            content = {"other": other}
        case "other-story":
            story = typed(form, "story")[:MOST_WORDS]
            if not story:
                raise Misused("story")
            content = {"story": whole(request, story)}
        case "note":
            pass
        case _:
            raise UsageError(f"there is no decision {kind!r}")
    decision = work.ledger.decide(kind, subject, content, work.who, why)
    return seen(f"{subject_link(decision)}#decisions")


def whole(request: Request, story: str) -> str:
    """A story as a decision names it: by a report in it, or by the name that somebody gave it."""
    now = desk(request).snapshot()
    return now.stories[story][0] if story in now.stories else story


def right(claim: Claim, form: FormData) -> dict[str, Any] | None:
    """What a form says is right of a claim: only what differs; None where nothing is claimed."""
    if typed(form, "nothing"):
        return None
    change: dict[str, Any] = {}
    event, certainty, polarity = (typed(form, name) for name in ("event", "certainty", "polarity"))
    if event and event != claim.event:
        change["event"] = event
    if certainty in CERTAINTIES and certainty != claim.certainty:
        change["certainty"] = certainty
    if polarity in ("positive", "negative") and polarity != claim.polarity:
        change["polarity"] = polarity
    if claim.figure and "low" in form:
        bounds = {"low": whole_number(typed(form, "low")), "high": whole_number(typed(form, "high"))}
        changed = {key: value for key, value in bounds.items() if value != getattr(claim.figure, key)}
        if None not in bounds.values() and bounds["low"] > bounds["high"]:  # type: ignore[operator]
            raise Misused("bounds")
        if changed:
            change["figure"] = changed
    if not change:
        raise Misused("nothing")
    return change


def whole_number(text: str) -> int | None:
    """A number that somebody typed; None where it is left open."""
    bare = "".join(text.split())
    if not bare:
        return None
    if GROUPED.fullmatch(bare):
        bare = GROUPS.sub("", bare)
    if not (bare.isascii() and bare.isdecimal()) or len(bare) > 15:
        raise Misused("number", given=text)
    return int(bare)


def undo(request: Request, form: FormData) -> Response:
    """Undo a decision."""
    work = desk(request)
    undoing = work.ledger.undo(request.path_params["decision"], work.who, typed(form, "why")[:MOST_WORDS])
    undone = next(one for one in work.ledger.decisions() if one.id == undoing.subject)
    return seen(f"{subject_link(undone)}#decisions")


def add(request: Request, form: FormData) -> Response:
    """Begin to read what somebody handed over: files, an address, or text."""
    given: list[Given] = []
    for part in form.getlist("files"):
        if isinstance(part, UploadFile) and part.filename:
            given.append((bare(part.filename), part.file.read()))
    for address in typed(form, "address").split():
        if not address.lower().startswith(("http://", "https://")):
            raise Misused("address", given=address)
        given.append((address, None))
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        given.append((bare(typed(form, "name")) or "pasted.txt", text.replace("\r\n", "\n").encode()))
    if not given:
        raise Misused("empty")
    told = Told(date(typed(form, "published")), typed(form, "tongue") or None)
    if told.language and not (told.language.isalpha() and len(told.language) <= 3):
        raise Misused("language", given=told.language)
    return seen(f"/add/{desk(request).jobs.start(given, told).id}")


def bare(name: str) -> str:
    """A file's name without the folders that it was in; it is only shown, no file is opened by it."""
    return name.replace("\\", "/").rpartition("/")[2][:200]

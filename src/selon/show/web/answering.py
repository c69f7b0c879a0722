"""What every page needs of a request, and how it becomes an answer."""

from collections.abc import Awaitable, Callable
from hmac import compare_digest
from typing import Any, Final
from urllib.parse import urlencode

from babel import negotiate_locale
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from selon.errors import UsageError
from selon.keep import AsOf
from selon.show.dates import fault
from selon.show.templating import rendered
from selon.show.web.desk import Desk
from selon.show.wording import Wording, languages, wording

CLOCKS: Final = ("published", "said", "recorded")
MOST_PREFERRED: Final = 20
"""Languages of an Accept-Language header that are looked at."""
MOST_FILES: Final = 1000
MOST_FIELDS: Final = 50
MOST_TYPED: Final = 4 * 1024 * 1024
"""Bytes of a field that is typed or pasted: as for a report."""


class Misused(UsageError):
    """Something impossible was asked in a form. `key`: the text of the catalogue that says so; `given`: fills it in."""

    def __init__(self, key: str, **given: object) -> None:
        super().__init__(key)
        self.key, self.given = f"web.wrong.{key}", given


class Forbidden(Exception):
    """A form that did not come from one of our pages."""


def desk(request: Request) -> Desk:
    """Where the work is done."""
    found: Desk = request.app.state.desk
    return found


def spoken(request: Request) -> Wording:
    """The language that a browser prefers of those that Selon speaks."""
    preferred: list[tuple[float, int, str]] = []
    header = request.headers.get("accept-language", "")
    for number, entry in enumerate(header.split(",")[:MOST_PREFERRED]):
        name, _, weight = entry.partition(";")
        try:
            q = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            q = 0.0
        if q > 0 and name.strip().replace("-", "").isalnum():
            preferred.append((-q, number, name.strip()))
    found = negotiate_locale([name for _, _, name in sorted(preferred)], languages(), sep="-")
    return wording(found or languages()[0])


def query(request: Request, name: str) -> str:
    """A parameter of a request; empty where it is not given."""
    return request.query_params.get(name, "").strip()


def number(request: Request) -> int:
    """Which page of a list is asked for."""
    given = query(request, "page")
    return int(given) if given.isdecimal() and len(given) < 8 else 1


def date(value: str) -> str | None:
    """A date that somebody gave. Raises UsageError where it is none."""
    if value and (wrong := fault(value)):
        raise UsageError(wrong)
    return value or None


def as_of(request: Request) -> AsOf | None:
    """The day that a page is wound back to."""
    day, clock = date(query(request, "as_of")), query(request, "clock") or CLOCKS[0]
    if clock not in CLOCKS:
        raise UsageError(f"there is no clock {clock}")
    return AsOf(day, clock) if day else None  # type: ignore[arg-type]


def with_day(path: str, then: AsOf | None, **more: str) -> str:
    """The address of a page as of a day."""
    asked = dict(more)
    if then:
        asked |= {"as_of": then.day} | ({"clock": then.clock} if then.clock != CLOCKS[0] else {})
    return f"{path}?{urlencode(asked)}" if asked else path


def page(request: Request, template: str, status: int = 200, **fields: Any) -> Response:
    """A page, in the language that the browser prefers."""
    return HTMLResponse(html(request, template, **fields), status)


def html(request: Request, template: str, **fields: Any) -> str:
    """A template filled in."""
    words = spoken(request)
    fields.setdefault("here", request.url.path)
    return rendered(
        f"web/{template}",
        t=words.text,
        n=words.counted,
        num=words.number,
        date=words.date,
        named=words.name_of,
        language=words.language,
        csrf=desk(request).secret,
        who=desk(request).who,
        url=urlencode,
        **fields,
    )


def problem(request: Request, status: int, detail: str) -> Response:
    """A page that says what went wrong."""
    return page(request, "problem.html", status, code=status, detail=detail)


def download(data: str | bytes, name: str, media: str) -> Response:
    """A file, never shown in place: a browser that opens it does so in no page of this service."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": "sandbox"}
    return Response(data, media_type=media, headers=headers)


Acting = Callable[[Request, FormData], Response]


def acting(act: Acting) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that writes: its form must hold the secret that our pages put into it."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_TYPED) as form:
            given = form.get("csrf")
            if not isinstance(given, str) or not compare_digest(given.encode(), desk(request).secret.encode()):
                raise Forbidden
            return await run_in_threadpool(act, request, form)

    return endpoint


def typed(form: FormData, name: str) -> str:
    """A field that somebody filled in."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def seen(path: str) -> Response:
    """The way to the page that shows what was done."""
    return RedirectResponse(path, 303)

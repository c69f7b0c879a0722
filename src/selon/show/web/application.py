"""The routes, and how errors are told."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from selon.errors import SelonError, UsageError
from selon.show.web import acts, pages
from selon.show.web.answering import Forbidden, Misused, acting, problem, spoken
from selon.show.web.desk import Desk
from selon.show.web.guard import Door, Guard, TooLarge

MEDIA: Final = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}

ROUTES: Final = [
    Route("/", pages.stories),
    Route("/stories/{story}", pages.story),
    Route("/stories/{story}/series", pages.all_series),
    Route("/stories/{story}/timeline", pages.timeline),
    Route("/stories/{story}/reports", pages.story_reports),
    Route("/stories/{story}/series/{series}", pages.series),
    Route("/stories/{story}/series/{series}/chart.{form}", pages.chart),
    Route("/stories/{story}/brief.{form}", pages.brief),
    Route("/stories/{story}/export/{form}", pages.export),
    Route("/claims/{claim}", pages.claim),
    Route("/reports/{report}", pages.report),
    Route("/reports/{report}/raw", pages.raw),
    Route("/sources", pages.sources),
    Route("/source", pages.source),
    Route("/compare", pages.compare),
    Route("/search", pages.search),
    Route("/new", pages.new),
    Route("/decisions", pages.decisions),
    Route("/decisions", acting(acts.decide), methods=["POST"]),
    Route("/decisions/{decision}/undo", acting(acts.undo), methods=["POST"]),
    Route("/add", pages.add),
    Route("/add", acting(acts.add), methods=["POST"]),
    Route("/add/{job}", pages.job),
]


def application(desk: Desk, door: Door) -> ASGIApp:
    """The service at a desk, behind a door."""
    app = Starlette(
        routes=[*ROUTES, Route("/static/{name}", static)],
        exception_handlers={
            pages.Lost: lost,
            Forbidden: forbidden,
            UsageError: misused,
            SelonError: failed,
            TooLarge: too_large,
            HTTPException: http,
            Exception: broken,
        },
    )
    app.state.desk = desk
    return Guard(app, door)


@cache
def packed() -> Mapping[str, bytes]:
    """What the package holds for browsers, by name: a request chooses among these and reaches no disk."""
    folder = files("selon.show.web").joinpath("static")
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.rpartition(".")[2] in MEDIA}


def static(request: Request) -> Response:
    """A file of the package."""
    name = request.path_params["name"]
    found = packed().get(name)
    if found is None:
        return PlainTextResponse("there is no such file\n", 404)
    return Response(found, media_type=MEDIA[name.rpartition(".")[2]], headers={"cache-control": "max-age=300"})


def lost(request: Request, error: Exception) -> Response:
    """There is no such page."""
    return problem(request, 404, spoken(request).text("web.lost"))


def forbidden(request: Request, error: Exception) -> Response:
    """A form from elsewhere, or from a page that was open before the service was started anew."""
    return problem(request, 403, spoken(request).text("web.forbidden"))


def misused(request: Request, error: Exception) -> Response:
    """Something impossible was asked."""
    told = spoken(request).text(error.key, **error.given) if isinstance(error, Misused) else str(error)
    return problem(request, 400 if request.method == "POST" or request.query_params else 404, told)


def failed(request: Request, error: Exception) -> Response:
    """The ledger could not do it."""
    return problem(request, 503, str(error))


def too_large(request: Request, error: Exception) -> Response:
    """More came than is taken at once."""
    return problem(request, 413, spoken(request).text("web.too_large"))


def http(request: Request, error: Exception) -> Response:
    """An error of the protocol."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = spoken(request).text("web.lost") if status == 404 else str(getattr(error, "detail", error))
    return problem(request, status, detail)


def broken(request: Request, error: Exception) -> Response:
    """An error of Selon itself; the log has the rest."""
    return problem(request, 500, spoken(request).text("web.broken"))

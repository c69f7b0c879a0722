"""The command that opens the ledger in a browser."""

from typing import TYPE_CHECKING, Final

import click

from selon.show.options import ledger_option, open_ledger, somebody, who

if TYPE_CHECKING:
    from selon.show.web.desk import Desk
    from selon.show.web.guard import Door

HOST: Final = "127.0.0.1"
PORT: Final = 8765


@click.command()
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any.")
@click.option("--host", metavar="ADDRESS", default=HOST, show_default=True, help="Where to listen; see below.")
@click.option("--name", "names", metavar="NAME", multiple=True, help="A further name that it is reached by.")
@click.option("--token", is_flag=True, help="Ask for a token on this machine too, where others have accounts on it.")
@click.option("--open", "opening", is_flag=True, help="Open the page in this machine's browser.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses that are not public, too.")
@who
@ledger_option
def serve(
    port: int,
    host: str,
    names: tuple[str, ...],
    token: bool,
    opening: bool,
    allow_private: bool,
    who: str | None,
    ledger: str | None,
) -> None:
    """Open the ledger in a browser: stories, claims with their words, sources, decisions, adding.

    Only this machine is answered, unless --host says otherwise; then everybody has to bring a token, which is printed
    at the start. $SELON_TOKEN sets it. Decisions are taken in the name of --who.
    """
    import os
    import socket
    import threading

    import uvicorn

    from selon.show.web.application import application
    from selon.show.web.desk import Desk

    secret = os.environ.get("SELON_TOKEN") or None
    door = opened_to(host, names, token or secret is not None, secret)
    if opening and door.token:
        raise click.UsageError("--open would show the token to others on this machine; open the address yourself")
    with open_ledger(ledger) as opened:
        desk = Desk(opened, somebody(who), allow_private)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((host, port))
                listening.listen()
            except OSError as error:
                raise click.ClickException(f"cannot listen on {host}, port {port}: {error.strerror}") from error
            shown = f"[{host}]" if ":" in host else host
            query = f"/?token={door.token}" if door.token else "/"
            address = f"http://{shown}:{listening.getsockname()[1]}{query}"
            click.echo(f"Selon is at {address}  (Ctrl+C ends it)")
            threading.Thread(target=ahead, args=(desk,), name="the first page", daemon=True).start()
            if opening:
                click.launch(address)
            config = uvicorn.Config(
                application(desk, door), log_level="warning", server_header=False, proxy_headers=False, ws="none"
            )
            uvicorn.Server(config).run([listening])


def ahead(desk: "Desk") -> None:
    """Work out the first page before anybody asks for it; what fails fails again, and is told, when somebody asks."""
    from contextlib import suppress

    with suppress(Exception):
        desk.refresh()


def opened_to(host: str, names: tuple[str, ...], token: bool, secret: str | None) -> "Door":
    """Who is let in where it listens on an address."""
    import secrets

    from selon.show.web.guard import LOOPBACK, Door

    loopback = host in LOOPBACK
    answered = frozenset(name.lower() for name in (*names, host)) | LOOPBACK
    needed = token or not loopback
    return Door(answered, addresses=not loopback, token=(secret or secrets.token_urlsafe(24)) if needed else None)

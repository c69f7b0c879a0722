"""Arguments and options that several commands take."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from selon.show.dates import EDTFDate

if TYPE_CHECKING:
    from selon.keep import AsOf
    from selon.keep.ledger import Ledger
    from selon.model import Refusal

DEFAULT_LEDGER: Final = "selon.db"


def files(required: bool) -> Callable[[Any], Any]:
    """The argument FILE...: paths, or addresses."""
    return click.argument("paths", metavar="FILE..." if required else "[FILE]...", nargs=-1, required=required)


published = click.option(
    "--published", metavar="DATE", type=EDTFDate(), help="Date of publication of reports that do not tell it."
)
language = click.option(
    "--language", metavar="XX", help="Language of the reports (ISO 639-1), instead of detecting it."
)
lang = click.option("--lang", metavar="XX", help="Language of the answer; else your locale's, if Selon speaks it.")
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
ledger_option = click.option(
    "--ledger",
    metavar="PATH",
    help=f"The ledger, a path or postgresql://…; else $SELON_LEDGER, else {DEFAULT_LEDGER} in the current folder.",
)
second_reader = click.option(
    "--second-reader",
    metavar="URL",
    help="Ask a language model there (OpenAI-compatible) about sentences that the rules leave open; off by default.",
)
model = click.option(
    "--model", metavar="NAME", help="The model of --second-reader; $SELON_SECOND_READER_KEY is its key."
)
as_of = click.option("--as-of", "as_of", metavar="DATE", type=EDTFDate(), help="What was known by the end of that day.")
clock = click.option(
    "--clock",
    type=click.Choice(["said", "published", "recorded"]),
    default="published",
    show_default=True,
    help="What --as-of goes by.",
)
story = click.option(
    "--story", metavar="REPORT", help="Of the ledger, only what tells the story of this report (its id)."
)
who = click.option("--who", metavar="NAME", help="Who takes it; else $SELON_WHO, else the user of this machine.")
why = click.option("--why", metavar="WORDS", required=True, help="The reason; it is kept with it.")


def day(as_of: str | None, clock: str) -> "AsOf | None":
    """The options --as-of and --clock as the ledger takes them."""
    from selon.keep import AsOf

    return AsOf(as_of, clock) if as_of else None  # type: ignore[arg-type]


def chosen_ledger(ledger: str | None) -> str:
    """Where the ledger is: by the command's option, the program's option, the environment, or the default."""
    import os

    root = click.get_current_context().find_root()
    return str(ledger or root.obj or os.environ.get("SELON_LEDGER") or DEFAULT_LEDGER)


def open_ledger(ledger: str | None, *, must_exist: bool = False) -> "Ledger":
    """The ledger that was chosen; see `chosen_ledger`.

    Raises UsageError if it `must_exist` and does not: a question never makes a ledger.
    """
    from selon import flow
    from selon.errors import UsageError

    where = chosen_ledger(ledger)
    if must_exist and "://" not in where and not Path(where).is_file():
        raise UsageError(f"there is no ledger {where}; `selon add FILE...` makes one")
    return flow.open_ledger(where)


def own_language(spoken: tuple[str, ...]) -> str:
    """The language of the user's locale where Selon speaks it, else the first that it speaks."""
    import os

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            code = value.split(".")[0].split("_")[0].lower()
            return code if code in spoken else spoken[0]
    return spoken[0]


def somebody(who: str | None) -> str:
    """Who decides."""
    import getpass
    import os

    try:
        return who or os.environ.get("SELON_WHO") or getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("nobody knows who you are; say it with --who NAME") from None


def count(paths: tuple[str, ...]) -> int:
    """About how many inputs paths hold: each file is one, as far as can be told without opening it."""
    import os

    found = 0
    for path in paths:
        found += sum(len(files) for _, _, files in os.walk(path)) if os.path.isdir(path) else 1
    return found


def complain(refusal: "Refusal") -> None:
    """Say on stderr what was refused, and why."""
    click.echo(f"{refusal.name}: refused ({refusal.reason}): {refusal.detail}", err=True)

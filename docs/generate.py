"""Writes what is made from the code and the data: commands.md, coverage.md, and the excerpt in the README.

python docs/generate.py            rewrites them
python docs/generate.py --check    says which are stale, and exits with 1
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from selon import __version__
from selon.knowledge import loader
from selon.show import completion
from selon.show.cli import main as program

HERE = Path(__file__).parent
NAME = "selon"


def commands() -> str:
    """Every command with its arguments and options, as the program itself tells them."""
    parts = [
        "# The commands",
        "Made from the program by `make docs`; `selon COMMAND --help` prints the same.",
        *section(program, NAME),
    ]
    return "\n\n".join(parts) + "\n"


def section(command: click.Command, name: str) -> Iterator[str]:
    """A command's section, then those of its subcommands."""
    context = click.Context(command, info_name=name)
    yield f"## `{name}`"
    yield " ".join((command.help or "").replace("\b", "").split("\f")[0].split())
    arguments = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
    more = ["COMMAND ..."] if isinstance(command, click.Group) else []
    yield f"```sh\n{' '.join([name, '[OPTION]...', *arguments, *more])}\n```"
    records = [p.get_help_record(context) for p in command.get_params(context) if isinstance(p, click.Option)]
    rows = [f"| `{record[0]}` | {cell(record[1])} |" for record in records if record]
    yield "\n".join(["| option | |", "| --- | --- |", *rows])
    shown = completion.examples().get(name.removeprefix(f"{NAME} "), [])
    if shown:
        yield "```sh\n" + "\n".join(f"{line}\n    # {what}" for line, what in shown) + "\n```"
    if isinstance(command, click.Group):
        for key in command.list_commands(context):
            found = command.get_command(context, key)
            if found and not found.hidden:
                yield from section(found, f"{name} {key}")


def cell(text: str) -> str:
    """Text that stands in a table."""
    return " ".join(text.split()).replace("|", "\\|")


def manual() -> str:
    """The man page of the program: every command with its arguments, options and examples."""
    lines = [f'.TH SELON 1 "" "selon {__version__}" "User Commands"', ".SH NAME", "selon \\- " + roff(SHORT)]
    lines += [
        ".SH SYNOPSIS",
        ".B selon",
        "[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...",
        ".SH DESCRIPTION",
    ]
    lines += [roff(" ".join((program.help or "").split())), *options(program, NAME), ".SH COMMANDS"]
    lines += [line for name in sorted(program.commands) for line in page(program.commands[name], name)]
    lines += [".SH ENVIRONMENT", *(line for name, what in ENVIRONMENT for line in (".TP", f".B {name}", roff(what)))]
    lines += [".SH EXIT STATUS", "0 all went well; 1 something was refused or is not as it must be; 2 wrong usage."]
    return "\n".join(lines) + "\n"


SHORT = "who claims what, according to whom: an evidence ledger for news stories"
ENVIRONMENT = (
    ("SELON_LEDGER", "The ledger, where no --ledger says which."),
    ("SELON_WHO", "Who takes decisions, where no --who says it."),
    ("SELON_TOKEN", "The token that selon serve asks for, rather than a new one at each start."),
)


def page(command: click.Command, name: str) -> Iterator[str]:
    """A command in the man page, and its subcommands."""
    context = click.Context(command, info_name=name)
    arguments = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
    yield f".SS {roff(' '.join((f'selon {name}', '[OPTION]...', *arguments)))}"
    for paragraph in (command.help or "").replace("\b", "").split("\n\n"):
        yield roff(" ".join(paragraph.split()))
        yield ".PP"
    yield from options(command, name)
    for line, what in completion.examples().get(name, []):
        yield from (".PP", ".nf", f"    {roff(line)}", ".fi", roff(what))
    if isinstance(command, click.Group):
        for key in sorted(command.commands):
            yield from page(command.commands[key], f"{name} {key}")


def options(command: click.Command, name: str) -> Iterator[str]:
    """The options of a command in the man page."""
    context = click.Context(command, info_name=name)
    for option in command.get_params(context):
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record:
            yield from (".TP", f".B {roff(record[0])}", roff(" ".join(record[1].split())) or "\\&")


def roff(text: str) -> str:
    """Text as troff shows it."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped


def coverage() -> str:
    """What is known of each language: phrases by role, and cases and phrases by kind of event."""
    codes = loader.language_codes()
    told = {code: loader.table("languages", f"{code}.toml") for code in codes}
    names = [str(told[code].get("name", code)) for code in codes]
    roles = sorted({role for t in told.values() for role in t.get("words", {})})
    kinds = sorted(path.name.removesuffix(".toml") for path in loader.ROOT.joinpath("kinds").iterdir())
    heads = ["| | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(codes)]
    by_role = [row(f"`{role}`", [sum(phrases(t, role).values()) for t in told.values()]) for role in roles]
    cases = row("cases", [len(t.get("case", [])) for t in told.values()])
    by_kind = [row(kind, [f"{phrases(t, 'event')[kind]} / {shown(t)[kind]}" for t in told.values()]) for kind in kinds]
    return "\n".join(
        [
            "# What is known of each language\n",
            "Made from the files in `src/selon/knowledge` by `make docs`.\n",
            "## Phrases, by what they are for\n",
            "As the file writes them; each stands for all of its forms.\n",
            *heads,
            *by_role,
            cases,
            "\n## Kinds of event\n",
            "Phrases that tell of it / claims in the cases that show it.\n",
            *heads,
            *by_kind,
            "",
        ]
    )


def phrases(told: Mapping[str, Any], role: str) -> Counter[str]:
    """How many phrases a language has in a role, by the kind of event that they name, else by their key."""
    count: Counter[str] = Counter()
    for key, value in told.get("words", {}).get(role, {}).items():
        table = value if isinstance(value, Mapping) else {"words": value}
        count[str(table.get("event", key))] += len(table["words"])
    return count


def shown(told: Mapping[str, Any]) -> Counter[str]:
    """How many claims of each kind of event the cases hold."""
    return Counter(claim["event"] for case in told.get("case", []) for claim in case.get("claims", []))


def row(head: str, cells: list[Any]) -> str:
    """A row of a table."""
    return f"| {head} | " + " | ".join(map(str, cells)) + " |"


def readme() -> str:
    """The README as it is, with what `make demo` prints: its first parts."""
    command = [
        sys.executable,
        "-m",
        "selon",
        "brief",
        "--lang",
        "en",
        *sorted(map(str, (HERE.parent / "examples").glob("*.txt"))),
    ]
    done = subprocess.run(command, env=os.environ | {"COLUMNS": "100"}, check=True, stdout=subprocess.PIPE, text=True)
    blocks, excerpt = done.stdout.strip().split("\n\n"), ""
    while blocks and excerpt.count("\n") < EXCERPT_LINES:
        excerpt += blocks.pop(0) + "\n\n"
    before, _, rest = (HERE.parent / "README.md").read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n```text\n{excerpt}…\n```\n{END}{after}"


BEGIN, END = "<!-- excerpt -->", "<!-- /excerpt -->"
EXCERPT_LINES = 60
PAGES = {"commands.md": commands, "coverage.md": coverage, "selon.1": manual, "../README.md": readme}


def main() -> int:
    """Writes, or with --check compares; returns the exit code."""
    stale = []
    for name, page in PAGES.items():
        path, content = HERE / name, page()
        if "--check" in sys.argv:
            stale += [name] * (not path.exists() or path.read_text(encoding="utf-8") != content)
        else:
            path.write_text(content, encoding="utf-8")
    if stale:
        print("stale, run make docs:", *stale)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())

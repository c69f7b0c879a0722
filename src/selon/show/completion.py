"""The command that prints what a shell needs to complete the others, and the examples that their help shows."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

import click

VARIABLE: Final = "_SELON_COMPLETE"
SHELLS: Final = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete commands and options; add it to the shell's start-up file."""
    from click.shell_completion import get_completion_class

    program = context.find_root()
    found = get_completion_class(shell)
    if found is None:  # click knows all of SHELLS
        raise click.ClickException(f"no completion for {shell}")
    click.echo(found(program.command, {}, program.info_name or "selon", VARIABLE).source())


@cache
def examples() -> dict[str, list[list[str]]]:
    """Command lines by the command that they show, each with what it does."""
    return tomllib.loads(files("selon.show").joinpath("examples.toml").read_text(encoding="utf-8"))


def epilog(name: str) -> str | None:
    """The examples of a command, as its help shows them."""
    lines = [f"  {line}\n      {what}" for line, what in examples().get(name, [])]
    return "\b\nExamples:\n" + "\n".join(lines) if lines else None


COMMANDS: Final = (completion,)

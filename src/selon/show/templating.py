"""The templates: what goes into HTML and SVG is escaped unless it is markup already."""

from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

MARKDOWN: Final = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~&"})


def markdown_escape(text: object) -> str:
    """Text that Markdown shows as it stands; line breaks become spaces."""
    words = " ".join(str(text).translate(MARKDOWN).split())
    number = words[: len(words) - len(words.lstrip("0123456789"))]
    if words[len(number) : len(number) + 1] in (".", ")") and number:  # 1. would begin a list
        return f"{number}\\{words[len(number) :]}"
    return f"\\{words}" if words[:1] in ("-", "+", "=") else words


@cache
def environment() -> Environment:
    """The templates of the package."""
    made = Environment(
        loader=PackageLoader("selon.show"),
        autoescape=lambda name: name is not None and not name.endswith(".md"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["md"] = markdown_escape
    return made


def rendered(name: str, **fields: object) -> str:
    """A template of `templates/`, filled in."""
    return str(environment().get_template(name).render(fields))

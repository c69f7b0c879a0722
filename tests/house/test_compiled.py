"""What compiles: no class that is read from outside, since a compiled one does not show its fields' types."""

import ast
import fnmatch
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"][
    "mypyc"
]


def compiled() -> list[Path]:
    """The files that the hook compiles."""
    files = {file for pattern in HOOK["include"] for file in ROOT.glob(pattern)}
    return sorted(f for f in files if not any(fnmatch.fnmatch(str(f.relative_to(ROOT)), p) for p in HOOK["exclude"]))


def module_of(file: Path) -> str:
    """The dotted name of a file of the package."""
    return ".".join(file.relative_to(ROOT / "src").with_suffix("").parts)


def read_into(file: Path, tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The types that a module has msgspec read something into: the modules that they are from, and their names."""
    origins = {
        one.name: node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names
    }
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = ast.unparse(call.func)
        types = [word.value for word in call.keywords if word.arg == "type"]
        if name in ("msgspec.convert", "convert"):
            types += call.args[1:2]
        elif name.endswith("json.Decoder"):
            types += call.args[:1]
        for one in types:
            names = (part.id for part in ast.walk(one) if isinstance(part, ast.Name))
            yield from ((origins.get(each, module_of(file)), each) for each in names)


def test_what_is_read_from_outside_is_not_compiled() -> None:
    modules = {f: ast.parse(f.read_text(encoding="utf-8")) for f in (ROOT / "src").rglob("*.py")}
    wanted = {found for file, tree in modules.items() for found in read_into(file, tree)}
    assert {"Facts", "Writing", "Rules", "Case", "Claim"} <= {name for _, name in wanted}
    files = compiled()
    assert len(files) > 40
    bad = [
        f"{file.name}: {one.name}"
        for file in files
        for one in modules[file].body
        if isinstance(one, ast.ClassDef)
        and ((module_of(file), one.name) in wanted or any(ast.unparse(base) == "Strict" for base in one.bases))
    ]
    assert bad == []

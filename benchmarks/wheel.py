"""Builds the wheel, installs it into an environment of its own, away from the source, and reads an example with it."""

import json
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    """What a command printed. Raises CalledProcessError where it failed."""
    return subprocess.run([str(w) for w in words], cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    """Prints the wheel's size; exits with 1 where something of the source is missing in it."""
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, *pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
        (wheel,) = folder.glob("*.whl")
        packed = set(zipfile.ZipFile(wheel).namelist())
        source = ROOT / "src"
        wanted = {
            str(path.relative_to(source))
            for path in (source / "selon").rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        if missing := wanted - packed:
            print("not in the wheel:", *sorted(missing), sep="\n  ")
            return 1
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        run(python, *pip, "install", "--constraint", ROOT / "constraints.txt", wheel, cwd=folder)
        example = sorted((ROOT / "examples").glob("*.txt"))[0]
        lines = run(folder / "venv" / "bin" / "selon", "read", "--json", example, cwd=folder).splitlines()
        claims = [json.loads(line) for line in lines]
        text = example.read_bytes().decode("utf-8")
        if not any(c["figure"] for c in claims):
            print(f"the installed wheel reads no figure in {example.name}")
            return 1
        for claim in claims:
            evidence = claim["evidence"]
            if text[evidence["start"] : evidence["end"]] != evidence["exact"]:
                print(f"evidence that is not the text's: {evidence}")
                return 1
        size = wheel.stat().st_size / 1000
        print(f"{wheel.name}: {size:.0f} kB, {len(packed)} files; installed alone it reads {len(claims)} claims")
    return 0


if __name__ == "__main__":
    sys.exit(main())

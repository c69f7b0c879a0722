"""The law of imports, and that nothing heavy is loaded by a command that does not need it."""

import subprocess
import sys

from .conftest import ROOT


def test_imports_run_down_only() -> None:
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_loads_no_step() -> None:
    code = (
        "import sys\n"
        "from selon.show.cli import main\n"
        "steps = ('read', 'understand', 'reconcile', 'keep', 'knowledge')\n"
        "print([m for m in sys.modules if m.startswith(tuple(f'selon.{s}' for s in steps))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

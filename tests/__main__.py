"""Everything that must hold before a change lands: `python -m tests [arguments for pytest]`.

The linters and the type checker run beside pytest, for a machine has more than one core. How they ended is
told just before pytest's own closing line, which thus closes the run whatever happened.
"""

import os
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools import bring_tools

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
PACKAGES = ("app", "ui", "offline_db", "sync", "tests")
GATES = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "import-linter": ("lint-imports", "--no-logo"),
    "mypy --strict": ("mypy", "--strict", *PACKAGES),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one gate ended; `output` is what it printed."""

    passed: bool
    seconds: float
    output: str


def run_gate(arguments: tuple[str, ...]) -> Outcome:
    """Run a command of the environment from the root of the project."""
    start = time.perf_counter()
    done = subprocess.run(
        [SCRIPTS / arguments[0], *arguments[1:]],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return Outcome(done.returncode == 0, time.perf_counter() - start, done.stdout)


class GateReport:
    """The pytest plugin that tells how the gates ended."""

    def __init__(self, outcomes: dict[str, Future[Outcome]]) -> None:
        self._outcomes = outcomes

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print one line for each gate, and all that a failed one had to say."""
        terminalreporter.section("gates")
        for name, future in self._outcomes.items():
            outcome = future.result()
            verdict = "passed" if outcome.passed else "FAILED"
            terminalreporter.write_line(f"{name:15} {verdict} in {outcome.seconds:.1f} s")
            if not outcome.passed:
                terminalreporter.write_line(outcome.output)


def main(arguments: list[str]) -> int:
    """Run the gates and pytest; return 0 only if all of them passed."""
    os.chdir(ROOT)
    bring_tools()
    with ThreadPoolExecutor(max_workers=1) as pool:
        outcomes = {name: pool.submit(run_gate, gate) for name, gate in GATES.items()}
        tests = pytest.main(arguments, plugins=[GateReport(outcomes)])
        gates_passed = all(future.result().passed for future in outcomes.values())
    return int(tests) or int(not gates_passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Programs that tests ask for a second opinion: brought where the system's installer does that unasked.

Elsewhere the tests that need one are skipped, and pytest's closing lines say which and why. Servers are never
installed, for nobody wants one on a machine because tests ran there: they are unpacked beside the project.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import run
from tests.e2e.chromium import find_browser

TOOLS: Mapping[str, Callable[[], object]] = {  # Debian package -> what is there with it
    "chromium": find_browser,
    "openssl": lambda: shutil.which("openssl"),
    "poppler-utils": lambda: shutil.which("pdftotext"),
}


def bring_tools() -> None:
    """Install what is missing, where Debian's tools do that without asking."""
    lacking = [package for package, found in TOOLS.items() if not found()]
    if not lacking or not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    privilege = run.administrator()
    if privilege is not None:
        run.say("安装测试用的工具 …", "Installing tools for the tests ...")
        run.install_packages(privilege, lacking)


def unpacked(name: str, packages: Sequence[str], program: str) -> Path | None:
    """Return the folder in which Debian packages lie unpacked, fetched once; None where that cannot be done.

    `program` is a pattern of a path in the folder: what must be there for it to be of use.
    """
    place = run.ROOT / ".cache" / "servers" / name
    if not place.exists() and sys.platform.startswith("linux") and shutil.which("apt-get"):
        fresh = place.with_name(f"{name}-{os.getpid()}")
        try:
            run.unpack_packages(fresh, list(packages))
            fresh.rename(place)
        except (run.SetupError, OSError):
            shutil.rmtree(fresh, ignore_errors=True)
    found = place / ".syslibs"
    return found if any(found.glob(program)) else None

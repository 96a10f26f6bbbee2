"""Programs that tests ask for a second opinion: brought where the system's installer does that unasked.

Elsewhere the tests that need one are skipped, and pytest's closing lines say which and why. A database
server is not among them: nobody wants one on a machine because tests ran there.
"""

import shutil
import sys
from collections.abc import Callable, Mapping

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

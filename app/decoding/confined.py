"""What a process that touches bytes from outside gives up before the first of them comes.

Limits of processes are setrlimit(2): with no file to open there is no network either, and no program that
could be started. Windows has none of them; there such a process is one apart, without keys, and no more.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import resource

SOME_FILES = 32  # at once, for a process that needs fonts or modules later on


def confine(memory: int, open_files: int) -> None:
    """Give up, for good, children, writing, the network, and more memory and open files than these.

    `memory` is in bytes of addresses beyond those that the libraries have taken, which on a machine with many
    cores are gigabytes that they never touch; where the system does not tell how many, it sets no limit.
    """
    sys.addaudithook(_refuse_network)
    if sys.platform == "win32":
        return
    limits = {
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: open_files,
    }
    if taken := _taken():
        limits[resource.RLIMIT_AS] = taken + memory
    for limit, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; the others hold
            resource.setrlimit(limit, (most, most))


def _taken() -> int:
    """Return the bytes of addresses that this process has, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise PermissionError("a process for files from outside uses no network")

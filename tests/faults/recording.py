"""Runs a scene in a process whose calls to the disk are recorded, or made to fail, by `recorder.c`."""

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HEAD = struct.Struct("=cIIQQ")


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call; letters as in `recorder.c`."""

    letter: str
    file: int
    offset: int
    a: str
    b: bytes


def lacking() -> str:
    """Say why calls cannot be recorded on this machine, "" where they can."""
    if not sys.platform.startswith("linux"):
        return "recording calls needs Linux"
    return "" if shutil.which("cc") else "recording calls needs a C compiler (cc)"


def build_recorder(folder: Path) -> Path:
    """Compile the recorder into a folder."""
    library = folder / "recorder.so"
    source = HERE / "recorder.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


def start_recorded(library: Path, module: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start `python -m module` under the recorder; what it prints is to be read from `stdout`."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "LD_PRELOAD": str(library)},
        cwd=HERE.parent.parent,
        stdout=subprocess.PIPE,
        text=True,
    )


def recorder() -> Any:
    """Return the recorder's functions, in a process that was started under it."""
    functions = ctypes.CDLL(None)
    functions.recorder_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int]
    functions.recorder_count.restype = ctypes.c_long
    return functions


def read_calls(trace: Path, root: Path) -> Iterator[Call]:
    """Yield recorded calls; paths are relative to `root`, the part of a rename in `b` too."""
    data = trace.read_bytes()
    at = 0
    prefix = f"{root}/"
    while at < len(data):
        letter, size_a, size_b, file, offset = HEAD.unpack_from(data, at)
        at += HEAD.size
        a = data[at : at + size_a].decode().removeprefix(prefix)
        b = data[at + size_a : at + size_a + size_b]
        if letter == b"R":
            b = b.removeprefix(prefix.encode())
        at += size_a + size_b
        yield Call(letter.decode(), file, offset, "." if a == str(root) else a, b)

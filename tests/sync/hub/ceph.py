"""A real S3 server for tests: Ceph's monitor, one store in memory and its gateway, gone afterwards.

Nothing is installed and nothing asks for root: the programs lie unpacked in a folder, or in the system. The
monitor is asked through librados itself, so that Ceph's own command line is not needed.
"""

import contextlib
import ctypes
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sync.hub.s3 import Bucket, read_address
from tests.tools import unpacked

PACKAGES = ("ceph-mon", "ceph-osd", "radosgw")
PATIENCE_S = 30.0
SETTINGS = """
[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{mon}/0]
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
run dir = {home}
log file = {home}/$name.log
pid file = {home}/$name.pid
admin socket = ""
crash dir = {home}
plugin dir = {lib}/ceph
erasure code dir = {lib}/ceph/erasure-code
osd class dir = {lib}/rados-classes
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 4294967296
osd data = {home}/osd
mon data = {home}/mon
mon allow pool size one = true
mon max pg per osd = 10000
mon data avail crit = 1
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
paxos propose interval = 0.05
paxos min wait = 0.01
mon osd full ratio = 0.99
osd scrub begin hour = 3
osd scrub end hour = 4
rgw frontends = beast endpoint=127.0.0.1:{s3} tcp_nodelay=1
rgw rados pool pg num min = 1
rgw data = {home}/rgw
rgw enable apis = s3
rgw enable ops log = false
rgw enable usage log = false
"""


@dataclass(frozen=True, slots=True)
class S3Server:
    """A running server, and who may use it."""

    endpoint: str
    key: str
    secret: str

    def bucket(self, name: str, more: str = "") -> Bucket:
        """Return a bucket as a hub's settings name it."""
        return read_address(f"s3://{name}?endpoint={self.endpoint}{more}", self.variables)

    @property
    def variables(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret}


def find_ceph() -> Path | None:
    """Return the folder above Ceph's programs, brought where Debian's tools do that; None without them."""
    return unpacked("ceph", PACKAGES, "usr/bin/radosgw")


@contextmanager
def an_s3_server(root: Path) -> Iterator[S3Server]:
    """Run the server whose programs lie below `root`; what is stored vanishes with it."""
    home = Path(tempfile.mkdtemp(prefix="huhang-s3-"))
    running: list[subprocess.Popen[bytes]] = []
    try:
        ceph = _Ceph(root, home)
        running += ceph.start()
        yield S3Server(f"http://127.0.0.1:{ceph.s3}", *ceph.make_user())
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()
        shutil.rmtree(home, ignore_errors=True)


class _Ceph:
    """One cluster of one of each, its files in `home`."""

    def __init__(self, root: Path, home: Path) -> None:
        self._bin, self._home = root / "usr/bin", home
        self._lib = next((root / "usr/lib").glob("*/librados.so.2")).parent
        folders = [str(root / "lib" / self._lib.name), str(self._lib), str(self._lib / "ceph")]
        before = os.environ.get("LD_LIBRARY_PATH", "")
        self._environ = {**os.environ, "LD_LIBRARY_PATH": ":".join([*folders, before])}
        self._fsid = str(uuid.uuid4())
        mon, self.s3 = _free_ports(2)
        self._settings = home / "ceph.conf"
        text = SETTINGS.format(fsid=self._fsid, mon=mon, home=home, lib=self._lib, s3=self.s3)
        self._settings.write_text(text, "ascii")
        self._monitor = f"[v2:127.0.0.1:{mon}/0]"

    def start(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Start one after the other, and yield each."""
        for folder in ("mon", "osd", "rgw"):
            (self._home / folder).mkdir()
        places = self._home / "monmap"
        self._run("monmaptool", "--create", "--fsid", self._fsid, "--addv", "a", self._monitor, places)
        self._run("ceph-mon", *self._as("a"), "--mkfs", "--monmap", places)
        yield self._serve("ceph-mon", *self._as("a"))
        self._run(
            sys.executable,
            "-m",
            __name__,
            self._settings,
            json.dumps({"prefix": "osd new", "uuid": self._fsid}),
        )
        self._run("ceph-osd", *self._as("0"), "--mkfs", "--osd-uuid", self._fsid)
        yield self._serve("ceph-osd", *self._as("0"))
        yield self._serve("radosgw", "-c", self._settings, "-n", "client.rgw")
        self._await_gateway()

    def make_user(self) -> tuple[str, str]:
        """Return a new user's key and secret."""
        key, secret = secrets.token_hex(8), secrets.token_hex(16)
        words = ("user", "create", "--uid", "hub", "--display-name", "hub", "--access-key", key)
        self._run("radosgw-admin", "-c", self._settings, "-n", "client.rgw", *words, "--secret-key", secret)
        return key, secret

    def _as(self, name: str) -> tuple[object, ...]:
        return ("-c", self._settings, "-i", name)

    def _serve(self, program: str, *words: object) -> "subprocess.Popen[bytes]":
        log = (self._home / f"{program}.out").open("wb")
        with log:
            return subprocess.Popen(
                [str(self._bin / program), *map(str, words), "-f"],
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._home,
            )

    def _run(self, program: object, *words: object) -> None:
        done = subprocess.run(
            [str(self._bin / str(program)), *map(str, words)],
            env=self._environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]

    def _await_gateway(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.s3), 1):
                return
            time.sleep(0.1)
        raise AssertionError((self._home / "client.rgw.log").read_text(errors="replace")[:3000])


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(line.getsockname()[1]) for line in sockets]


def ask(settings: str, question: str) -> None:
    """Ask a monitor something that it is to do, by librados (`rados/librados.h`)."""
    rados = ctypes.CDLL("librados.so.2")
    cluster = ctypes.c_void_p()
    _done(rados.rados_create2(ctypes.byref(cluster), b"ceph", b"client.admin", ctypes.c_uint64(0)))
    _done(rados.rados_conf_read_file(cluster, settings.encode()))
    _done(rados.rados_connect(cluster))
    command = (ctypes.c_char_p * 1)(question.encode())
    out, status = ctypes.c_char_p(), ctypes.c_char_p()
    sizes = ctypes.c_size_t(), ctypes.c_size_t()
    answer = [ctypes.byref(value) for pair in zip((out, status), sizes, strict=True) for value in pair]
    one, nothing = ctypes.c_size_t(1), ctypes.c_size_t(0)
    _done(rados.rados_mon_command(cluster, command, one, b"", nothing, *answer))
    rados.rados_shutdown(cluster)


def _done(status: int) -> None:
    if status < 0:
        raise OSError(-status, os.strerror(-status))


if __name__ == "__main__":
    ask(*sys.argv[1:])

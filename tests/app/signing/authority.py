"""A time-stamp authority of OpenSSL's, made fresh in a folder: what it answers is real."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.signing.certificates import read_certificates

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed on this machine")

SETTINGS = """[tsa]
default_tsa = ours
[ours]
serial = serial
crypto_device = builtin
signer_cert = stamp.pem
certs = chain.pem
signer_key = stamp.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Answers requests as RFC 3161 says; `root` is its root certificate (DER)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        subject = "/CN=Root of stamps"
        self._run(
            "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "3650", "-subj", subject
        )
        for name, issuer, usage in (
            ("middle", "root", "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n"),
            ("stamp", "middle", "extendedKeyUsage=critical,timeStamping\n"),
        ):
            self._run(
                "req", *key, "-keyout", f"{name}.key", "-out", "asked.csr", "-subj", f"/CN=Test {name}s"
            )
            (folder / "usage").write_text(usage, "utf-8")
            signing = (
                "-CA",
                f"{issuer}.pem",
                "-CAkey",
                f"{issuer}.key",
                "-CAcreateserial",
                "-extfile",
                "usage",
            )
            self._run("x509", "-req", "-in", "asked.csr", "-out", f"{name}.pem", "-days", "3650", *signing)
        chain = [(folder / f"{name}.pem").read_text("utf-8") for name in ("root", "middle")]
        (folder / "chain.pem").write_text("".join(chain), "utf-8")
        (folder / "settings").write_text(SETTINGS, "utf-8")
        self.asked = 0
        (self.root,) = read_certificates((folder / "root.pem").read_bytes())

    def answer(self, request: bytes) -> bytes:
        """Return the answer (DER TimeStampResp) to a request (DER TimeStampReq)."""
        self.asked += 1
        (self.folder / "request").write_bytes(request)
        self._run("ts", "-reply", "-config", "settings", "-queryfile", "request", "-out", "answer")
        return (self.folder / "answer").read_bytes()

    def _run(self, *words: str) -> None:
        subprocess.run([str(OPENSSL), *words], cwd=self.folder, check=True, capture_output=True, timeout=60)


@contextmanager
def serving(answering: Callable[[bytes], bytes]) -> Iterator[str]:
    """Serve what answers requests on loopback; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = answering(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()

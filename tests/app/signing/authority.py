"""A time-stamp authority of OpenSSL's, made fresh in a folder: what it answers is real."""

import shutil
import subprocess
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
certs = root.pem
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
        self._run("req", *key, "-keyout", "stamp.key", "-out", "stamp.csr", "-subj", "/CN=Test Stamps")
        (folder / "usage").write_text("extendedKeyUsage=critical,timeStamping\n", "utf-8")
        signing = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "usage")
        self._run("x509", "-req", "-in", "stamp.csr", "-out", "stamp.pem", "-days", "3650", *signing)
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

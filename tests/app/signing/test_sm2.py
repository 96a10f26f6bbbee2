"""SM2 stands behind the same interface; without its library the rest works and says what it cannot check."""

import subprocess
from pathlib import Path

import pytest
from asn1crypto import keys

from app.signing import sm2
from app.signing.archive import archive
from app.signing.certificates import read_certificates
from app.signing.container import sign_digest
from app.signing.pades import sign_pdf
from app.signing.sm2 import Sm2Signer, public_point
from app.signing.verdict import State
from app.signing.verify import verify_document
from tests.app.signing.authority import OPENSSL, needs_openssl
from tests.app.signing.papers import KEY, MOMENT, an_office, an_order

pytestmark = [
    needs_openssl,
    pytest.mark.skipif(not sm2.available(), reason="the extra `sm` is not installed"),
]


COMMANDS = """
ecparam -name SM2 -genkey -noout -out root.key
ecparam -name SM2 -genkey -noout -out officer.key
req -new -x509 -sm3 -sigopt distid:1234567812345678 -key root.key -out root.pem -days 3650 -subj /CN=Root
req -new -sm3 -sigopt distid:1234567812345678 -key officer.key -out officer.csr -subj /CN=Zhang
x509 -req -sm3 -sigopt distid:1234567812345678 -vfyopt distid:1234567812345678 -in officer.csr \
-out officer.pem -CA root.pem -CAkey root.key -CAcreateserial -extfile usage -days 3650
ec -in officer.key -outform DER -out officer.der
"""


def run(folder: Path, *words: str) -> None:
    subprocess.run([str(OPENSSL), *words], cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Sm2Signer]:
    """A root and an officer's signer on the SM2 curve; OpenSSL makes the certificates."""
    folder = tmp_path_factory.mktemp("sm2")
    (folder / "usage").write_text("keyUsage=critical,digitalSignature,nonRepudiation\n", "utf-8")
    for line in COMMANDS.strip().splitlines():
        run(folder, *line.split())
    (root,) = read_certificates((folder / "root.pem").read_bytes())
    (certificate,) = read_certificates((folder / "officer.pem").read_bytes())
    held = keys.ECPrivateKey.load((folder / "officer.der").read_bytes())["private_key"].native
    return root, Sm2Signer(certificate, held.to_bytes(32, "big"))


def test_a_document_signed_by_sm2_and_sm3_holds(office: tuple[bytes, Sm2Signer]) -> None:
    root, signer = office
    pdf, attached = an_order()

    signed = sign_pdf(archive(pdf, MOMENT, attached=attached, signers=1), [signer], MOMENT)

    verdict = verify_document(signed, [root], [KEY.key])
    assert [(s.name, s.root) for s in verdict.signed] == [("Zhang", "Root")]
    assert b"\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x75".hex().upper().encode() in signed  # SM2 with SM3


def test_a_flipped_byte_shows_under_sm2_too(office: tuple[bytes, Sm2Signer]) -> None:
    root, signer = office
    pdf, attached = an_order()
    signed = sign_pdf(archive(pdf, MOMENT, attached=attached, signers=1), [signer], MOMENT)
    place = signed.index(b"/Subtype /Image") + 700

    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    assert [s.state for s in verify_document(changed, [root], [KEY.key]).signed] == [State.ALTERED]


def test_a_root_of_another_curve_did_not_issue_it(office: tuple[bytes, Sm2Signer]) -> None:
    _, signer = office
    pdf, attached = an_order()
    signed = sign_pdf(archive(pdf, MOMENT, attached=attached, signers=1), [signer], MOMENT)

    assert [s.state for s in verify_document(signed, [an_office().root], []).signed] == [State.FOREIGN]


def test_signatures_are_as_openssl_understands_them(office: tuple[bytes, Sm2Signer], tmp_path: Path) -> None:
    _, signer = office
    message = b"what is signed"
    (tmp_path / "message").write_bytes(message)
    (tmp_path / "signature").write_bytes(signer.sign(message))
    (tmp_path / "officer.der").write_bytes(signer.certificate)
    run(tmp_path, "x509", "-inform", "DER", "-in", "officer.der", "-pubkey", "-noout", "-out", "public.pem")

    run(
        tmp_path,
        "pkeyutl",
        "-verify",
        "-rawin",
        "-digest",
        "sm3",
        "-pubin",
        "-inkey",
        "public.pem",
        "-pkeyopt",
        "distid:1234567812345678",
        "-in",
        "message",
        "-sigfile",
        "signature",
    )


def test_a_container_names_the_algorithms(office: tuple[bytes, Sm2Signer]) -> None:
    _, signer = office

    assert sign_digest(signer, bytes(32)) != sign_digest(signer, bytes(32))  # SM2 draws a nonce each time
    assert len(public_point(signer.certificate)) == 64
    assert public_point(an_office().signers[0].certificate) == b""

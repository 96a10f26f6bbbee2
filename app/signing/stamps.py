"""Adds to a signed document what proves it later: a time-stamp of an authority (RFC 3161) over the whole
file, and the material to check its signatures by (the document security store of ETSI EN 319 142-1).

Both stand in one revision behind the issued bytes, the store under the stamp, so that the last stamp covers
every byte. It can be done again years later, before the authority's certificate ends; the new stamp covers
the old one. So a PAdES signature of level B-B, made offline, comes to B-LTA: the document's stamp proves the
time (B-T); what proves the signers' certificates stands under it (B-LT) and is covered by it. A time-stamp
inside of a signature, the other way to B-T in EN 319 142-1, would break the next signature and change what
was issued.

Whose stamp is believed is the bureau's to say, and no device's owner may name another authority. Documents
are judged by whoever is handed them, against what the bureau published; and a witness of time that is chosen
by the device whose clock is in question is no better than that clock.
"""

import io
from collections.abc import Sequence

from asn1crypto import crl, x509
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore

from app.errors import BadInput
from app.signing.asking import Authority, ask_token
from app.signing.incremental import Addition, add_signature
from app.signing.tokens import normalised
from app.signing.verdict import State
from app.signing.verify import TROUBLE, verify_document

ROOM = 20 * 1024  # hex digits for a token with the authority's certificates


def upgrade(
    pdf: bytes, tsa: Authority, *, certificates: Sequence[bytes] = (), revoked: Sequence[bytes] = ()
) -> bytes:
    """Return a document with a time-stamp behind its bytes, which stay as they are.

    `certificates` (the roots) and `revoked` (their lists, CRL) are DER and go into the document.

    Raises:
        BadInput: the document is damaged or changed, or the answer is not a stamp of what was asked; what
            `tsa` raises passes through.
    """
    _refuse_changed(pdf)
    try:
        addition = Addition(io.BytesIO(pdf))
        count = len(addition.prev.embedded_timestamp_signatures)
        DocumentSecurityStore.supply_dss_in_writer(
            addition,
            None,
            certs=[x509.Certificate.load(certificate) for certificate in certificates],
            crls=[crl.CertificateList.load(listed) for listed in revoked],
        )
        field = f"stamp_{count + 1}"
        longer = add_signature(
            addition,
            field,
            DocumentTimestamp(bytes_reserved=ROOM),  # type: ignore[no-untyped-call]  # pyHanko's
            lambda digest: _stamp(digest, tsa),
            new=SigFieldSpec(field, invis_sig_settings=InvisSigSettings(set_hidden_flag=False)),
        )
    except TROUBLE as error:
        raise _refused("时间戳无法加入文书", "The stamp cannot be added to the document") from error
    _refuse_changed(longer)
    return longer


def _refuse_changed(pdf: bytes) -> None:
    """A stamp must not lend its weight to a file that was tampered with. Raises BadInput."""
    verdict = verify_document(pdf, (), ())
    if verdict.states & {State.ALTERED, State.CHANGED} or (verdict.states and not verdict.complete):
        raise _refused(
            "文件或时间戳与签名不符，不能采用", "The file or the stamp does not match what was signed"
        )


def _stamp(digest: bytes, tsa: Authority) -> bytes:
    """Ask for a stamp of a SHA-256 digest; returns the token (DER) if it is the answer to what was asked."""
    return normalised(ask_token(digest, tsa))


def _refused(zh: str, en: str) -> BadInput:
    return BadInput(
        f"{zh}；文书保持原样，请稍后重试或联系局机关。",
        f"{en}; the document stays as it is. Try again later or ask the bureau.",
    )

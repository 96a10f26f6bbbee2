"""Checks a document file from its bytes alone, against roots and device keys that the bureau publishes.

PDF structure, byte ranges, CMS and what was added behind a signature are judged by pyHanko, strictly; on
top of that the container of each signature must be, bit for bit, what this program writes, so that no byte
of a file can change unseen.
"""

import io
import logging
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError

from app.errors import BadInput
from app.log import digest
from app.proof import Proof, read_proof
from app.signing.judging import Trust, judge_signature, judge_stamp
from app.signing.verdict import State, Verdict

LARGEST = 64 * 1024 * 1024  # bytes
MOST_SIGNATURES = 20
VALUES, PROOF = "values.json", "proof.txt"
TROUBLE = (  # what the libraries raise on bytes that are not what they should be
    PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,  # pyHanko, of kinds of signatures and streams that it does not know
    RecursionError,
    OSError,
    EOFError,
    StopIteration,
    zlib.error,
    InvalidSignature,
    UnsupportedAlgorithm,
)

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a bad file is a sentence, not a log line
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def verify_document(
    pdf: bytes,
    roots: Sequence[bytes],
    keys: Sequence[bytes],
    *,
    revoked: Sequence[bytes] = (),
    authorities: Sequence[bytes] = (),
) -> Verdict:
    """Say what holds of a document file.

    `roots` are the bureau's root certificates (DER), `keys` its devices' public keys (raw Ed25519),
    `revoked` its lists of revoked certificates (CRL, DER), `authorities` root certificates of time-stamp
    authorities (DER).

    Raises:
        BadInput: no PDF, too large, or damaged so that it cannot be read.
    """
    if len(pdf) > LARGEST:
        raise BadInput(
            f"文件超过 {LARGEST >> 20} MB，不是本程序签发的文书；请选择正确的文件。",
            f"The file is larger than {LARGEST >> 20} MB and no document of this program; choose another.",
        )
    if not pdf.startswith(b"%PDF-"):
        raise BadInput("这不是 PDF 文件；请选择文书的 PDF。", "This is no PDF; choose the PDF of a document.")
    try:
        return _verify(pdf, Trust(tuple(roots), tuple(revoked), tuple(authorities)), keys)
    except TROUBLE as error:
        raise BadInput(
            "文件已损坏、不完整或被改动，无法读取；请向出具方索取原始文件。",
            "The file is damaged, incomplete or altered and cannot be read; ask for the original file.",
        ) from error


def _verify(pdf: bytes, trust: Trust, keys: Sequence[bytes]) -> Verdict:
    reader = PdfFileReader(io.BytesIO(pdf))
    found = reader.embedded_signatures
    if len(found) > MOST_SIGNATURES:
        raise ValueError("more signatures than any document of ours has")
    trust = trust.with_lists(_lists(reader))
    stamps = [judge_stamp(pdf, s, trust) for s in found if s.sig_object_type == "/DocTimeStamp"]
    sure = [stamp.moment for stamp in stamps if stamp.state is State.HOLDS]
    first = min(sure) if sure else None
    signatures = [s for s in found if s.sig_object_type != "/DocTimeStamp"]
    signed = [judge_signature(pdf, s, trust, first) for s in signatures]
    if _uninvited(reader, signatures):
        signed = [replace(s, state=State.CHANGED) if s.state is State.HOLDS else s for s in signed]
    last = max((int(s.byte_range[2]) + int(s.byte_range[3]) for s in found), default=0)
    attached = _attached(reader)
    proof, problem = _code(attached.get(PROOF), keys)
    values = attached.get(VALUES)
    return Verdict(
        signed=tuple(signed),
        stamped=tuple(stamps),
        complete=last == len(pdf),
        proof=proof,
        code_problem=problem,
        values=values,
        data_match=digest(values) == proof.case_digest if values is not None and proof else None,
    )


def _uninvited(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    """Tell whether somebody signed in a field that the first signer had not seen.

    pyHanko lets fields be added after a certification; ISO 32000-1 (12.8.2.2) only lets them be filled.
    """
    if not signatures:
        return False
    then = reader.get_historical_resolver(signatures[0].signed_revision)
    prepared = {name for name, _, _ in enumerate_sig_fields(then)}
    return any(s.field_name not in prepared for s in signatures)


def _code(text: bytes | None, keys: Iterable[bytes]) -> tuple[Proof | None, tuple[str, str] | None]:
    known = tuple(keys)
    if text is None or not known:
        return None, None
    try:
        return read_proof(text.decode("utf-8", "replace"), known), None
    except BadInput as error:
        return None, (error.zh, error.en)


def _attached(reader: PdfFileReader) -> Mapping[str, bytes]:
    """Return what is attached, by name, read within pyHanko's limits for files of strangers."""
    root = reader.root
    if "/Names" not in root or "/EmbeddedFiles" not in root["/Names"]:
        return {}
    pairs = root["/Names"]["/EmbeddedFiles"]["/Names"]
    found: dict[str, bytes] = {}
    for index in range(0, len(pairs) - 1, 2):
        if str(pairs[index]) in (VALUES, PROOF):
            found[str(pairs[index])] = pairs[index + 1]["/EF"]["/F"].data
    return found


def _lists(reader: PdfFileReader) -> tuple[bytes, ...]:
    """Return the lists of revoked certificates that were put into the document with a stamp."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return ()
    return tuple(reference.get_object().data for reference in store.crls)

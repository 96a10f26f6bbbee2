"""Adds one signature to a PDF behind its bytes, which stay as they are (ISO 32000-1, 7.5.6 and 12.8)."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData


class Addition(IncrementalPdfFileWriter):
    """What is written behind a PDF: only what the signature needs, so that PDF/A and its metadata stay.

    pyHanko would raise the version to 2.0, which PDF/A-3 forbids, state the time of this machine's clock, and
    take a random identifier.
    """

    def ensure_output_version(self, version: Any) -> None:
        return None

    def _update_meta(self) -> None:
        return None

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        data = prev.stream.getvalue()
        first = prev.trailer["/ID"][0]
        kept = getattr(first, "original_bytes", None) or bytes(first)
        return ArrayObject([ByteStringObject(kept), ByteStringObject(hashlib.sha256(data).digest()[:16])])


def add_signature(
    addition: Addition,
    field: str,
    placeholder: PdfSignedData,
    make: Callable[[bytes], bytes],
    *,
    hash_name: str = "sha256",
    rules: SigMDPSetup | None = None,
    new: SigFieldSpec | None = None,
) -> bytes:
    """Return the PDF with a container in `placeholder`; `make` gets the digest and returns it (DER).

    `field` is prepared in the PDF, unless `new` describes it.
    """
    steps = PdfCMSEmbedder(new_field_spec=new).write_cms(field, addition, existing_fields_only=new is None)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=rules))
    prepared, output = steps.send(SigIOSetup(md_algorithm=hash_name, output=io.BytesIO()))
    steps.send(make(prepared.document_digest))
    return bytes(output.getvalue())

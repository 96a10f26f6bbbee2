"""PAdES B-B signatures of officers in a finished PDF (ETSI EN 319 142-1).

The fields are prepared before the first signature. The first signer certifies the document: from then on only
prepared fields may be filled (DocMDP 2, ISO 32000-1 12.8.2.2), so any other change shows.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import SigMDPSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from app.signing.archive import FIELD
from app.signing.container import HASHES, sign_digest
from app.signing.incremental import Addition, add_signature
from app.signing.signer import Signer

ROOM = 4096  # hex digits for a container beside its certificate


def sign_pdf(pdf: bytes, signers: Sequence[Signer], moment: datetime) -> bytes:
    """Sign a PDF that was archived for as many signers, one after the other; none leave it as it is.

    `moment` (aware) is the time that the signatures state. The same arguments give the same bytes, which
    begin with the bytes given.
    """
    for number, signer in enumerate(signers, 1):
        certifies = number == 1
        rules = SigMDPSetup(
            HASHES[signer.algorithm],
            certify=certifies,
            docmdp_perms=MDPPerm.FILL_FORMS if certifies else None,
        )
        placeholder = SignatureObject(
            timestamp=moment,
            subfilter=SigSeedSubFilter.PADES,
            bytes_reserved=ROOM + 2 * len(signer.certificate),
        )
        pdf = add_signature(
            Addition(io.BytesIO(pdf)),
            FIELD.format(number),
            placeholder,
            partial(sign_digest, signer),
            hash_name=HASHES[signer.algorithm],
            rules=rules,
        )
    return pdf

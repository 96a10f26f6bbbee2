"""Issued PDFs that last and that anyone can check: archived with their data, signed, stamped, verified.

The modules that read and write PDFs (`archive`, `pades`, `stamps`, `verify`) load libraries that take a
second; the front door loads them when they are first needed, and nothing else imports them.
"""

from app.signing.desk import Finished, Pins, Signing, Tried
from app.signing.signer import P256Signer, Signer
from app.signing.verdict import Point, Stamped, State, Verdict

__all__ = [
    "Finished",
    "P256Signer",
    "Pins",
    "Point",
    "Signer",
    "Signing",
    "Stamped",
    "State",
    "Tried",
    "Verdict",
]

"""The token of a time-stamp (RFC 3161) in one form, so that no byte of it can change unseen.

Authorities send certificates and attributes that no signature covers. What a stamp needs is kept: the
statement, its signature, and the certificates from the authority's own up to, but without, the root, which
a verifier has.
"""

from collections.abc import Sequence

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

LONGEST_CHAIN = 5


def normalised(token: bytes) -> bytes:
    """Return a token (DER) with nothing in it but what it needs; a normal one comes back as it is.

    Raises what asn1crypto and cryptography raise on bytes that are no token.
    """
    content = cms.ContentInfo.load(token)["content"]
    (info,) = content["signer_infos"]
    certificates = [
        choice.chosen.dump() for choice in content["certificates"] if choice.name == "certificate"
    ]
    kept = {
        "version": "v1",
        "sid": info["sid"],
        "digest_algorithm": info["digest_algorithm"],
        "signed_attrs": info["signed_attrs"],
        "signature_algorithm": info["signature_algorithm"],
        "signature": info["signature"],
    }
    signed = {
        "version": "v3",
        "digest_algorithms": [info["digest_algorithm"]],
        "encap_content_info": content["encap_content_info"],
        "certificates": [
            cms.CertificateChoices("certificate", asn1.Certificate.load(certificate))
            for certificate in _chain(certificates, info["sid"].chosen["serial_number"].native)
        ],
        "signer_infos": [kept],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)}).dump())


def _chain(certificates: Sequence[bytes], serial: int) -> list[bytes]:
    """Return the certificates from the signer's upwards, without a root."""
    held = {certificate: x509.load_der_x509_certificate(certificate) for certificate in certificates}
    below = next(certificate for certificate in certificates if held[certificate].serial_number == serial)
    chain = [below]
    while len(chain) < LONGEST_CHAIN:
        above = [c for c in certificates if c not in chain and _issued(held[chain[-1]], held[c])]
        if not above or held[above[0]].subject == held[above[0]].issuer:
            break
        chain.append(above[0])
    return chain


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True

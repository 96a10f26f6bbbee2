"""The CMS container (RFC 5652) of a PAdES B-B signature (ETSI EN 319 142-1), in the one form that we write.

Beside the signature it holds the signer's certificate and four signed attributes: content type, digest of
the document, which certificate signed (ESS signing-certificate-v2, RFC 5035), and which algorithms (RFC
6211). There is no signing time among them, as PAdES demands: it stands in the PDF's signature dictionary.
"""

from asn1crypto import cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes

from app.signing.signer import P256, SM2, Signer

HASHES = {P256: "sha256", SM2: "sm3"}  # of a signature algorithm, as `cryptography` names them
HASH_OIDS = {"sha256": "2.16.840.1.101.3.4.2.1", "sm3": "1.2.156.10197.1.401"}
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, PROTECTION = "1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.52"


def sign_digest(signer: Signer, digest: bytes) -> bytes:
    """Return the container (DER) for a document of this digest, by the hash that goes with the signer."""
    attributes = signed_attributes(signer.algorithm, signer.certificate, digest)
    return assemble(signer.algorithm, signer.certificate, attributes, signer.sign(attributes))


def signed_attributes(algorithm: str, certificate: bytes, digest: bytes) -> bytes:
    """Return what a signature is made over: DER of the set of signed attributes."""
    name = HASHES[algorithm]
    state = hashes.Hash(getattr(hashes, name.upper())())
    state.update(certificate)
    own = {} if name == "sha256" else {"hash_algorithm": {"algorithm": HASH_OIDS[name]}}  # the default
    which = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({**own, "cert_hash": state.finalize()})]})
    used = cms.CMSAlgorithmProtection(
        {
            "digest_algorithm": {"algorithm": HASH_OIDS[name]},
            "signature_algorithm": cms.SignedDigestAlgorithm({"algorithm": algorithm}),
        }
    )
    values: tuple[tuple[str, core.Asn1Value | str | bytes], ...] = (
        (CONTENT_TYPE, "data"),
        (MESSAGE_DIGEST, digest),
        (SIGNING_CERTIFICATE, which),
        (PROTECTION, used),
    )
    attributes = [cms.CMSAttribute({"type": kind, "values": (value,)}) for kind, value in values]
    return bytes(cms.CMSAttributes(attributes).dump())


def assemble(algorithm: str, certificate: bytes, attributes: bytes, signature: bytes) -> bytes:
    """Put a container (DER) together from its parts; the same parts give the same bytes."""
    holder = x509.Certificate.load(certificate)
    digesting = {"algorithm": HASH_OIDS[HASHES[algorithm]]}
    named = {"issuer": holder.issuer, "serial_number": holder.serial_number}
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(named)}),
        "digest_algorithm": digesting,
        "signed_attrs": cms.CMSAttributes.load(attributes),
        "signature_algorithm": {"algorithm": algorithm},
        "signature": signature,
    }
    content = {
        "version": "v1",
        "digest_algorithms": [digesting],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices("certificate", holder)],
        "signer_infos": [info],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)}).dump())

// Signed data in a PDF (CMS, RFC 5652; PAdES, ETSI EN 319 142): what was signed, by which certificate.

const OID_SIGNED = "1.2.840.113549.1.7.2";
const [ECDSA, RSA] = ["1.2.840.10045.4.3.", "1.2.840.113549.1.1."];
const OID_STAMP = "1.2.840.113549.1.9.16.1.4";
const ATTRIBUTES = {
  "1.2.840.113549.1.9.3": "contentType",
  "1.2.840.113549.1.9.4": "messageDigest",
  "1.2.840.113549.1.9.5": "signingTime",
  "1.2.840.113549.1.9.16.2.47": "signingCertificate",
};

// Read one signature. Raises Bad for anything that is not one signer's signed data.
function readCms(bytes) {
  const outer = readDer(bytes); // zeros may follow: room that the signature did not need
  if (bytes.subarray(outer.bytes.length).some(Boolean)) throw new Bad("signature_unreadable");
  if (oid(kid(outer, 0)) !== OID_SIGNED) throw new Bad("signature_unreadable");
  const data = kid(kid(outer, 1, 0xa0), 0, 48);
  const content = kid(data, 2, 48);
  const inner = content.kids[1] ? kid(content.kids[1], 0, 4).body : null;
  const certificates = data.kids
    .filter((k) => k.tag === 0xa0)
    .flatMap((k) => k.kids.filter((c) => c.tag === 48));
  const signers = data.kids[data.kids.length - 1];
  if (signers.tag !== 49 || signers.kids.length !== 1) throw new Bad("signature_unreadable");
  const signer = signers.kids[0];
  const hash = HASH_OIDS[oid(kid(kid(signer, 2, 48), 0))];
  const attributes = kid(signer, 3, 0xa0);
  const found = { certificates: certificates.map((c) => readCertificate(c.bytes)), hash, inner };
  found.kind = oid(kid(content, 0));
  found.certificate = signerOf(kid(signer, 1), found.certificates);
  found.attributes = readAttributes(attributes);
  found.attributeSet = attributes.bytes;
  found.hashName = kid(kid(signer, 2, 48), 0, 6).bytes;
  found.algorithmName = kid(kid(signer, 4, 48), 0, 6).bytes;
  found.signed = joined(Uint8Array.of(49), attributes.bytes.subarray(1)); // RFC 5652, 5.4: as SET OF
  found.algorithm = oid(kid(kid(signer, 4, 48), 0));
  found.signature = kid(signer, 5, 4).body;
  return found;
}

function signerOf(name, certificates) {
  if (name.tag === 0x80)
    return certificates.find((c) => c.keyName && sameBytes(c.keyName, name.body)) || null;
  const [issuer, serial] = [kid(name, 0).bytes, kid(name, 1).bytes];
  return certificates.find((c) => sameBytes(c.issuer, issuer) && sameBytes(c.serial, serial)) || null;
}

function readAttributes(node) {
  const found = {};
  for (const attribute of node.kids) {
    const name = ATTRIBUTES[oid(kid(attribute, 0))];
    if (name && name in found) throw new Bad("signature_unreadable");
    if (name) found[name] = kid(kid(attribute, 1, 49), 0);
  }
  return found;
}

// Whether the signer's key signed the attributes, and these name this content.
async function cmsHolds(cms, content) {
  const { certificate, attributes, hash } = cms;
  if (!certificate || !hash || !attributes.messageDigest || !attributes.contentType) return false;
  if (oid(attributes.contentType) !== cms.kind) return false;
  if (!sameBytes(attributes.messageDigest.body, await digestOf(hash, content))) return false;
  const fits =
    cms.algorithm.startsWith(certificate.curve ? ECDSA : RSA) && (certificate.curve || certificate.rsa);
  const hashed = cms.algorithm === `${RSA}1` ? hash : HASH_OIDS[cms.algorithm];
  if (!fits || !hashed) throw new Bad("signature_foreign_kind");
  return keySigned(certificate, hashed, cms.signed, cms.signature);
}

// ESSCertIDv2 (RFC 5035): without it another certificate for the same key could take the signer's place.
async function namesCertificate(attribute, certificate) {
  if (!attribute) return false;
  const first = kid(kid(attribute, 0, 48), 0, 48);
  const hash = kid(first, 0).tag === 48 ? HASH_OIDS[oid(kid(kid(first, 0), 0))] : "SHA-256";
  const digest = first.kids.find((k) => k.tag === 4);
  return Boolean(hash && digest) && sameBytes(digest.body, await digestOf(hash, certificate.der));
}

// A time-stamp token (RFC 3161): when, and over which digest.
function readStamp(cms) {
  if (cms.kind !== OID_STAMP || !cms.inner) throw new Bad("signature_unreadable");
  const info = readDer(cms.inner);
  const imprint = kid(info, 2, 48);
  const time = info.kids.find((k) => k.tag === 24);
  return {
    hash: HASH_OIDS[oid(kid(kid(imprint, 0), 0))],
    digest: kid(imprint, 1, 4).body,
    time: time ? derTime(time) : null,
  };
}

// The container in the one form that the bureau's program writes (PAdES B-B): what differs is not its work.
function plainContainer(cms) {
  const one = Uint8Array.of(2, 1, 1);
  const { certificate } = cms;
  const hash = derOf(48, cms.hashName, Uint8Array.of(5, 0));
  const who = derOf(48, certificate.issuer, certificate.serial);
  const algorithm = derOf(48, cms.algorithmName);
  const signer = derOf(48, one, who, hash, cms.attributeSet, algorithm, derOf(4, cms.signature));
  const content = derOf(48, oidOf("2a864886f70d010701"));
  const data = derOf(48, one, derOf(49, hash), content, derOf(0xa0, certificate.der), derOf(49, signer));
  return derOf(48, oidOf("2a864886f70d010702"), derOf(0xa0, data));
}

const oidOf = (hex) => derOf(6, fromHex(hex));

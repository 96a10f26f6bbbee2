// X.509 certificates (RFC 5280): who, whose key, until when, and who vouches for it.

const CURVE_OIDS = { "1.2.840.10045.3.1.7": "P-256", "1.3.132.0.34": "P-384" };
const HASH_OIDS = {
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
  "1.2.840.10045.4.3.2": "SHA-256",
  "1.2.840.10045.4.3.3": "SHA-384",
  "1.2.840.10045.4.3.4": "SHA-512",
  "1.2.840.113549.1.1.11": "SHA-256",
  "1.2.840.113549.1.1.12": "SHA-384",
  "1.2.840.113549.1.1.13": "SHA-512",
};
const HASH_NAMES = {
  "SHA-256": "608648016503040201",
  "SHA-384": "608648016503040202",
  "SHA-512": "608648016503040203",
};
const STAMPS = "2b06010505070308"; // the purpose of a time-stamp authority's key, RFC 3161
const LONGEST_CHAIN = 4;

function readCertificate(der) {
  const whole = readDer(der);
  const body = kid(whole, 0, 48);
  const shift = kid(body, 0).tag === 0xa0 ? 1 : 0;
  const [start, end] = kid(body, shift + 3, 48).kids;
  const key = kid(body, shift + 5, 48);
  const algorithm = kid(key, 0, 48);
  const kind = oid(kid(algorithm, 0));
  const curve = kind === "1.2.840.10045.2.1" ? CURVE_OIDS[oid(kid(algorithm, 1))] : undefined;
  const point = kid(key, 1, 3).body.subarray(1);
  return {
    der,
    body: body.bytes,
    serial: kid(body, shift, 2).bytes,
    serialNumber: kid(body, shift, 2).body,
    issuer: kid(body, shift + 2, 48).bytes,
    subject: kid(body, shift + 4, 48).bytes,
    name: namePart(kid(body, shift + 4), "2.5.4.3"),
    number: namePart(kid(body, shift + 4), "2.5.4.5"), // of the officer's enforcement certificate
    from: derTime(start),
    to: derTime(end),
    curve,
    point,
    rsa: kind === "1.2.840.113549.1.1.1" ? readDer(point).kids.map((k) => k.body) : null,
    hash: HASH_OIDS[oid(kid(kid(whole, 1, 48), 0))],
    signature: kid(whole, 2, 3).body.subarray(1),
    ...readExtensions(body.kids.find((k) => k.tag === 0xa3)),
  };
}

// A part of a distinguished name: "2.5.4.3" is whose, "2.5.4.5" a number of theirs; "" without one.
function namePart(subject, type) {
  for (const set of subject.kids) {
    const pair = kid(set, 0, 48);
    if (oid(kid(pair, 0)) === type) return derText(kid(pair, 1));
  }
  return "";
}

function readExtensions(holder) {
  const found = {
    authority: false,
    signs: null,
    keyName: null,
    certifies: null,
    stamps: false,
    critical: [],
  };
  for (const extension of holder ? kid(holder, 0, 48).kids : []) {
    const type = oid(kid(extension, 0));
    const value = () => readDer(extension.kids[extension.kids.length - 1].body);
    if (type === "2.5.29.19") found.authority = value().kids.some((k) => k.tag === 1 && k.body[0] === 255);
    else if (type === "2.5.29.15") {
      found.signs = Boolean(value().body[1] & 0xc0); // digitalSignature or contentCommitment
      found.certifies = Boolean(value().body[1] & 4); // keyCertSign
    } else if (type === "2.5.29.14") found.keyName = value().body;
    else if (type === "2.5.29.37") found.stamps = value().kids.some((k) => toHex(k.body) === STAMPS);
    else if (extension.kids.length === 3 && kid(extension, 1).body[0] === 255) found.critical.push(type);
  }
  return found;
}

async function signedBy(certificate, parent) {
  if (!sameBytes(certificate.issuer, parent.subject)) return false;
  return keySigned(parent, certificate.hash, certificate.body, certificate.signature);
}

// Whether the key of a certificate signed a message; false for keys and hashes that are not known here.
async function keySigned({ curve, point, rsa }, hash, message, signature) {
  if (!hash || (!curve && !rsa)) return false;
  if (curve) return verifyEcdsa(curve, hash, point, message, plainEcdsa(signature, CURVES[curve].size));
  const named = derOf(48, derOf(6, fromHex(HASH_NAMES[hash])), Uint8Array.of(5, 0));
  return ownRsa(rsa[0], rsa[1], derOf(48, named, derOf(4, await digestOf(hash, message))), signature);
}

// The root among `roots` that vouches for a certificate on a moment, maybe over `others`; null if none.
async function rootOf(certificate, others, roots, moment) {
  let current = certificate;
  for (let i = 0; i < LONGEST_CHAIN; i++) {
    if (moment < current.from || moment > current.to) return null;
    for (const root of roots) {
      if (sameBytes(current.der, root.der)) return root;
      const may = root.authority && root.certifies !== false;
      if (may && moment >= root.from && moment <= root.to && (await signedBy(current, root))) return root;
    }
    let next = null;
    for (const other of others) {
      const may = other.authority && other.certifies !== false && other !== current;
      if (!next && may && (await signedBy(current, other))) next = other;
    }
    if (!next) return null;
    current = next;
  }
  return null;
}

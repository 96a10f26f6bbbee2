// Digests and signatures by Web Cryptography where this browser offers it to the page, else by our own.

const OWN_DIGESTS = { "SHA-256": ownSha256, "SHA-384": ownSha384, "SHA-512": ownSha512 };

function subtle() {
  return (globalThis.crypto && globalThis.crypto.subtle) || null;
}

async function digestOf(algorithm, data) {
  if (subtle()) return new Uint8Array(await subtle().digest(algorithm, data));
  return OWN_DIGESTS[algorithm](data);
}

async function sha256Hex(data) {
  return toHex(await digestOf("SHA-256", data));
}

async function verifyEd25519(key, message, signature) {
  if (subtle()) {
    let imported = null;
    try {
      imported = await subtle().importKey("raw", key, "Ed25519", false, ["verify"]);
    } catch {
      imported = null; // an older browser knows no Ed25519, or this is no key: ours tells
    }
    if (imported) return subtle().verify("Ed25519", imported, signature, message);
  }
  return ownEd25519(key, message, signature);
}

// `signature` is r and s side by side, as long as the curve's field each.
async function verifyEcdsa(curve, hash, point, message, signature) {
  if (subtle()) {
    try {
      const algorithm = { name: "ECDSA", namedCurve: curve };
      const key = await subtle().importKey("raw", point, algorithm, false, ["verify"]);
      return await subtle().verify({ name: "ECDSA", hash }, key, signature, message);
    } catch {
      return false; // no point of the curve
    }
  }
  return ownEcdsa(curve, point, OWN_DIGESTS[hash](message), signature);
}

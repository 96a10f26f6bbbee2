// The verification code on a document: COSE_Sign1 (RFC 9052) with Ed25519, in base 32 behind a prefix.

const CODE_PREFIX = "HUHANG:1:";
const LONGEST_CODE = 4000; // characters

// Scanners and messengers break lines and add invisible characters; none of those is in a code.
function tidied(text) {
  return text.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g, "");
}

function isCode(text) {
  return tidied(text.slice(0, 4 * LONGEST_CODE)).startsWith(CODE_PREFIX);
}

// What a code says, before anything of it is believed.
function readCode(text) {
  const tidy = tidied(text.slice(0, 4 * LONGEST_CODE));
  if (!tidy.startsWith(CODE_PREFIX)) throw new Bad("no_code");
  if (tidy.length > LONGEST_CODE) throw new Bad("code_unreadable");
  const outer = readCbor(fromBase32(tidy.slice(CODE_PREFIX.length)));
  if (!outer || outer.tag !== 18 || !Array.isArray(outer.value) || outer.value.length !== 4) {
    throw new Bad("code_unreadable");
  }
  const [head, free, payload, signature] = outer.value;
  const plain = free instanceof Map && free.size === 0;
  if (!plain || ![head, payload, signature].every((part) => part instanceof Uint8Array)) {
    throw new Bad("code_unreadable");
  }
  const named = readCbor(head);
  const keyId = named instanceof Map && named.get(1) === -8 ? named.get(4) : null;
  if (!(keyId instanceof Uint8Array)) throw new Bad("code_unreadable");
  const signed = joined(
    writeCborHead(4, 4),
    writeCborBytes(toUtf8("Signature1"), 3),
    writeCborBytes(head),
    writeCborBytes(new Uint8Array(0)),
    writeCborBytes(payload),
  );
  return { text: tidy, keyId: toHex(keyId), signed, signature, statement: statementOf(payload) };
}

function statementOf(payload) {
  const fields = readCbor(payload);
  if (!Array.isArray(fields) || fields.length !== 7) throw new Bad("code_unreadable");
  const [number, issued, party, agency, officers, caseNumber, digest] = fields;
  const texts = [number, issued, party, agency, caseNumber];
  const good = texts.every((text) => typeof text === "string") && Array.isArray(officers);
  if (!good || !officers.every((o) => typeof o === "string") || !(digest instanceof Uint8Array)) {
    throw new Bad("code_unreadable");
  }
  return { number, issued, party, agency, officers, caseNumber, digest: toHex(digest) };
}

// Find the published device that a code names and check its signature.
async function checkCode(code, facts) {
  let device = null;
  for (const known of facts.devices) {
    if ((await sha256Hex(fromHex(known.key))).slice(0, 16) === code.keyId) device = known;
  }
  if (!device) return { device: null, holds: false };
  return { device, holds: await verifyEd25519(fromHex(device.key), code.signed, code.signature) };
}

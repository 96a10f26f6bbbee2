// DER (X.690): tags, lengths, object identifiers, times. Lengths must be definite, as signed data has them.

function readDer(bytes, from = 0, end = bytes.length, depth = 0) {
  if (depth > 40 || end - from < 2) throw new Bad("signature_unreadable");
  const tag = bytes[from];
  if ((tag & 31) === 31) throw new Bad("signature_unreadable");
  let at = from + 1;
  let length = bytes[at++];
  if (length & 128) {
    const count = length & 127;
    if (count === 0 || count > 4 || at + count > end) throw new Bad("signature_unreadable");
    length = Number(toInteger(bytes.subarray(at, at + count)));
    at += count;
  }
  if (at + length > end) throw new Bad("signature_unreadable");
  const node = {
    tag,
    bytes: bytes.subarray(from, at + length),
    body: bytes.subarray(at, at + length),
    kids: [],
  };
  if (tag & 32) {
    for (let inner = at; inner < at + length;) {
      const kid = readDer(bytes, inner, at + length, depth + 1);
      node.kids.push(kid);
      inner += kid.bytes.length;
    }
  }
  return node;
}

function kid(node, index, tag) {
  const found = node && node.kids[index];
  if (!found || (tag !== undefined && found.tag !== tag)) throw new Bad("signature_unreadable");
  return found;
}

function oid(node) {
  if (!node || node.tag !== 6 || !node.body.length) throw new Bad("signature_unreadable");
  const parts = [];
  let value = 0;
  for (const byte of node.body) {
    value = value * 128 + (byte & 127);
    if (!(byte & 128)) {
      parts.push(value);
      value = 0;
    }
  }
  const first = Math.min(2, Math.floor(parts[0] / 40));
  return [first, parts[0] - 40 * first, ...parts.slice(1)].join(".");
}

// Milliseconds since 1970 UTC of a UTCTime or GeneralizedTime.
function derTime(node) {
  const text = toLatin(node.body);
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text);
  if (!match || (node.tag === 23) !== (match[1].length === 2)) throw new Bad("signature_unreadable");
  const short = Number(match[1]);
  const year = match[1].length === 4 ? short : short < 50 ? 2000 + short : 1900 + short;
  const [month, day, hour, minute, second] = match.slice(2).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function derText(node) {
  if (node.tag === 30) return new TextDecoder("utf-16be").decode(node.body);
  return new TextDecoder(node.tag === 12 ? "utf-8" : "latin1").decode(node.body);
}

// The r and s of an ECDSA signature side by side, each as long as the curve's field.
function plainEcdsa(bytes, size) {
  const pair = readDer(bytes);
  if (pair.tag !== 48 || pair.bytes.length !== bytes.length || pair.kids.length !== 2)
    throw new Bad("signature_unreadable");
  const out = new Uint8Array(2 * size);
  [0, 1].forEach((i) => {
    let { body } = kid(pair, i, 2);
    if (body[0] === 0 && body[1] & 128) body = body.subarray(1);
    if (body.length > size) throw new Bad("signature_unreadable");
    out.set(body, (i + 1) * size - body.length);
  });
  return out;
}

// One value written: its tag, its length, its parts.
function derOf(tag, ...parts) {
  const body = joined(...parts);
  const length = [];
  for (let rest = body.length; rest > 0; rest >>= 8) length.unshift(rest & 255);
  const head = body.length < 128 ? [body.length] : [128 | length.length, ...length];
  return joined(Uint8Array.of(tag, ...head), body);
}

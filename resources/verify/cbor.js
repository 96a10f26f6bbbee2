// CBOR (RFC 8949) in its shortest form only: whole numbers, bytes, text, arrays, maps and tags.
// Anything that could have been written in two ways is refused, so that what is shown is what was signed.

function readCbor(bytes) {
  const reader = { bytes, at: 0 };
  const value = cborItem(reader, 0);
  if (reader.at !== bytes.length) throw new Bad("code_unreadable");
  return value;
}

function cborItem(reader, depth) {
  if (depth > 8) throw new Bad("code_unreadable");
  const { kind, count } = cborHead(reader);
  switch (kind) {
    case 0:
      return count;
    case 1:
      return -1 - count;
    case 2:
      return cborTake(reader, count);
    case 3:
      return fromUtf8(cborTake(reader, count));
    case 4:
      return cborArray(reader, count, depth);
    case 5:
      return cborMap(reader, count, depth);
    case 6:
      return { tag: count, value: cborItem(reader, depth + 1) };
    default:
      throw new Bad("code_unreadable");
  }
}

function cborHead(reader) {
  const first = cborTake(reader, 1)[0];
  const [kind, short] = [first >> 5, first & 31];
  if (short < 24) return { kind, count: short };
  const length = { 24: 1, 25: 2, 26: 4 }[short];
  if (!length) throw new Bad("code_unreadable"); // nothing in a code is so long, or of no stated length
  const count = Number(toInteger(cborTake(reader, length)));
  if (count < { 1: 24, 2: 256, 4: 65536 }[length]) throw new Bad("code_unreadable");
  return { kind, count };
}

function cborTake(reader, count) {
  if (count > reader.bytes.length - reader.at) throw new Bad("code_unreadable");
  reader.at += count;
  return reader.bytes.subarray(reader.at - count, reader.at);
}

function cborArray(reader, count, depth) {
  if (count > reader.bytes.length) throw new Bad("code_unreadable");
  return Array.from({ length: count }, () => cborItem(reader, depth + 1));
}

function cborMap(reader, count, depth) {
  const map = new Map();
  for (let i = 0; i < count; i++) {
    const key = cborItem(reader, depth + 1);
    if (map.has(key)) throw new Bad("code_unreadable");
    map.set(key, cborItem(reader, depth + 1));
  }
  return map;
}

function writeCborHead(kind, count) {
  if (count < 24) return Uint8Array.of((kind << 5) | count);
  if (count < 256) return Uint8Array.of((kind << 5) | 24, count);
  return Uint8Array.of((kind << 5) | 25, count >> 8, count & 255); // a code is shorter than 64 KiB
}

function writeCborBytes(bytes, kind = 2) {
  return joined(writeCborHead(kind, bytes.length), bytes);
}

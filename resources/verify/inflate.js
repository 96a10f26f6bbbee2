// Inflate (RFC 1950, 1951), with a limit on what comes out: a small file may claim to hold a very large one.

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function inflate(bytes, most) {
  if (bytes.length < 2 || (bytes[0] & 15) !== 8 || ((bytes[0] << 8) | bytes[1]) % 31 || bytes[1] & 32) {
    throw new Bad("pdf_damaged");
  }
  const work = {
    bytes,
    at: 2,
    held: 0,
    bits: 0,
    out: new Uint8Array(Math.min(most, 4 * bytes.length + 1024)),
    size: 0,
    most,
  };
  let last = 0;
  while (!last) {
    last = takeBits(work, 1);
    const kind = takeBits(work, 2);
    if (kind === 0) storedBlock(work);
    else if (kind === 1) codedBlock(work, fixedTables());
    else if (kind === 2) codedBlock(work, readTables(work));
    else throw new Bad("pdf_damaged");
  }
  return work.out.subarray(0, work.size);
}

function takeBits(work, count) {
  while (work.bits < count) {
    if (work.at >= work.bytes.length) throw new Bad("pdf_damaged");
    work.held |= work.bytes[work.at++] << work.bits;
    work.bits += 8;
  }
  const value = work.held & ((1 << count) - 1);
  work.held >>>= count;
  work.bits -= count;
  return value;
}

function makeRoom(work, count) {
  if (work.size + count > work.most) throw new Bad("too_large_inside");
  if (work.size + count <= work.out.length) return;
  const larger = new Uint8Array(Math.min(work.most, Math.max(2 * work.out.length, work.size + count)));
  larger.set(work.out.subarray(0, work.size));
  work.out = larger;
}

function storedBlock(work) {
  work.held = 0;
  work.bits = 0;
  const { bytes, at } = work;
  const count = bytes[at] | (bytes[at + 1] << 8);
  if (at + 4 + count > bytes.length || count !== (~(bytes[at + 2] | (bytes[at + 3] << 8)) & 0xffff)) {
    throw new Bad("pdf_damaged");
  }
  makeRoom(work, count);
  work.out.set(bytes.subarray(at + 4, at + 4 + count), work.size);
  work.size += count;
  work.at = at + 4 + count;
}

// A canonical Huffman code: how many codes of each length, and their symbols in order.
function huffman(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const places = new Uint16Array(16);
  for (let i = 1; i < 16; i++) places[i] = places[i - 1] + counts[i - 1];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[places[length]++] = symbol;
  });
  return { counts, symbols };
}

function takeSymbol(work, { counts, symbols }) {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length < 16; length++) {
    code |= takeBits(work, 1);
    const count = counts[length];
    if (code - count < first) return symbols[index + (code - first)];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new Bad("pdf_damaged");
}

function fixedTables() {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  return [huffman(lengths), huffman(new Array(30).fill(5))];
}

function readTables(work) {
  const [literals, distances, codes] = [
    takeBits(work, 5) + 257,
    takeBits(work, 5) + 1,
    takeBits(work, 4) + 4,
  ];
  const small = new Array(19).fill(0);
  for (let i = 0; i < codes; i++) small[CODE_ORDER[i]] = takeBits(work, 3);
  const table = huffman(small);
  const lengths = [];
  while (lengths.length < literals + distances) {
    const symbol = takeSymbol(work, table);
    if (symbol < 16) lengths.push(symbol);
    else {
      if (symbol === 16 && !lengths.length) throw new Bad("pdf_damaged");
      const repeated = symbol === 16 ? lengths[lengths.length - 1] : 0;
      const count =
        symbol === 16
          ? 3 + takeBits(work, 2)
          : symbol === 17
            ? 3 + takeBits(work, 3)
            : 11 + takeBits(work, 7);
      for (let i = 0; i < count; i++) lengths.push(repeated);
    }
  }
  if (lengths.length > literals + distances) throw new Bad("pdf_damaged");
  return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
}

function codedBlock(work, [literals, distances]) {
  for (;;) {
    const symbol = takeSymbol(work, literals);
    if (symbol === 256) return;
    if (symbol > 285) throw new Bad("pdf_damaged");
    if (symbol < 256) {
      makeRoom(work, 1);
      work.out[work.size++] = symbol;
    } else {
      const length = LENGTH_BASE[symbol - 257] + takeBits(work, LENGTH_EXTRA[symbol - 257]);
      copyBack(work, length, takeSymbol(work, distances));
    }
  }
}

function copyBack(work, length, place) {
  if (place > 29) throw new Bad("pdf_damaged");
  const back = DISTANCE_BASE[place] + takeBits(work, place < 2 ? 0 : (place >> 1) - 1);
  if (back > work.size) throw new Bad("pdf_damaged");
  makeRoom(work, length);
  for (let i = 0; i < length; i++, work.size++) work.out[work.size] = work.out[work.size - back];
}

// SHA-256, SHA-384 and SHA-512 (FIPS 180-4), for browsers that keep Web Cryptography from local files.
// The constants are what the standard says they are: the first bits of roots of the first primes.

const SHA2 = makeSha2Constants();

function makeSha2Constants() {
  const primes = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (value, degree, bits) =>
    BigInt.asUintN(bits, integerRoot(value << BigInt(degree * bits), degree));
  return {
    rounds: primes.map((p) => fraction(p, 3, 64)),
    start512: primes.slice(0, 8).map((p) => fraction(p, 2, 64)),
    start384: primes.slice(8, 16).map((p) => fraction(p, 2, 64)),
    rounds32: Uint32Array.from(primes.slice(0, 64), (p) => Number(fraction(p, 3, 32))),
    start256: Uint32Array.from(primes.slice(0, 8), (p) => Number(fraction(p, 2, 32))),
  };
}

function integerRoot(value, degree) {
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(value.toString(2).length / degree) + 1);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(degree) <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

// The message with its one bit, zeros and length, a whole number of blocks.
function padded(message, block) {
  const lengthBytes = block / 8;
  const whole = new Uint8Array(Math.ceil((message.length + 1 + lengthBytes) / block) * block);
  whole.set(message);
  whole[message.length] = 0x80;
  let bits = message.length * 8;
  for (let i = whole.length - 1; bits > 0; i--) {
    whole[i] = bits % 256;
    bits = Math.floor(bits / 256);
  }
  return whole;
}

function ownSha256(message) {
  const data = padded(message, 64);
  const view = new DataView(data.buffer);
  const state = Uint32Array.from(SHA2.start256);
  const w = new Uint32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < data.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15];
      const b = w[i - 2];
      const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const high = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + high + ((e & f) ^ (~e & g)) + SHA2.rounds32[i] + w[i]) | 0;
      const low = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] += value));
  }
  const out = new Uint8Array(32);
  const outView = new DataView(out.buffer);
  state.forEach((value, i) => outView.setUint32(4 * i, value));
  return out;
}

function ownSha512(message, start = SHA2.start512, length = 64) {
  const data = padded(message, 128);
  const view = new DataView(data.buffer);
  const cut = (x) => BigInt.asUintN(64, x);
  const turn = (x, n) => (x >> n) | cut(x << (64n - n));
  const state = [...start];
  const w = new Array(80);
  for (let at = 0; at < data.length; at += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(at + 8 * i);
    for (let i = 16; i < 80; i++) {
      const low = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n);
      const high = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n);
      w[i] = cut(w[i - 16] + low + w[i - 7] + high);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const high = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const one = h + high + ((e & f) ^ (cut(~e) & g)) + SHA2.rounds[i] + w[i];
      const low = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const two = low + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, cut(d + one), c, b, a, cut(one + two)];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = cut(state[i] + value)));
  }
  return fromHex(state.map((value) => value.toString(16).padStart(16, "0")).join("")).subarray(0, length);
}

const ownSha384 = (message) => ownSha512(message, SHA2.start384, 48);

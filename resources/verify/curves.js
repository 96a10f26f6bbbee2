// Checking signatures without Web Cryptography: Ed25519 (RFC 8032), ECDSA on P-256 and P-384 (FIPS 186-5,
// SEC 2) and RSA (RFC 8017). Only public keys pass here, so nothing need be secret of time.

const ED_P = 2n ** 255n - 19n;
const ED_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const ED_D = modulo(-121665n * inverse(121666n, ED_P), ED_P);
const ED_BASE = edDecoded(fromHex("5866666666666666666666666666666666666666666666666666666666666666"));

const CURVES = {
  "P-256": weierstrass(
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
  ),
  "P-384": weierstrass(
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
  ),
};

function modulo(a, m) {
  const rest = a % m;
  return rest < 0n ? rest + m : rest;
}

function inverse(a, m) {
  let [low, high, x, y] = [modulo(a, m), m, 1n, 0n];
  while (low > 1n) {
    const times = high / low;
    [high, low, y, x] = [low, high % low, x, y - times * x];
  }
  return modulo(x, m);
}

function power(base, exponent, m) {
  let result = 1n;
  for (let b = modulo(base, m), e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % m;
    b = (b * b) % m;
  }
  return result;
}

// k times a point, by doubling and adding.
function times(k, point, zero, add) {
  let result = zero;
  for (let p = point, n = k; n > 0n; n >>= 1n) {
    if (n & 1n) result = add(result, p);
    p = add(p, p);
  }
  return result;
}

// --- Ed25519: points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z

function edAdd([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2), ED_P);
  const b = modulo((y1 + x1) * (y2 + x2), ED_P);
  const c = modulo(2n * t1 * t2 * ED_D, ED_P);
  const d = modulo(2n * z1 * z2, ED_P);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [e * f, g * h, f * g, e * h].map((value) => modulo(value, ED_P));
}

function littleEndian(bytes) {
  return toInteger(Uint8Array.from(bytes).reverse());
}

// RFC 8032, 5.1.3. Returns null for what is no point.
function edDecoded(bytes) {
  const sign = bytes[31] >> 7;
  const y = littleEndian(bytes) & ((1n << 255n) - 1n);
  if (bytes.length !== 32 || y >= ED_P) return null;
  const [u, v] = [y * y - 1n, ED_D * y * y + 1n];
  let x = modulo(u * v ** 3n * power(u * v ** 7n, (ED_P - 5n) / 8n, ED_P), ED_P);
  const square = modulo(v * x * x, ED_P);
  if (square === modulo(-u, ED_P)) x = modulo(x * power(2n, (ED_P - 1n) / 4n, ED_P), ED_P);
  else if (square !== modulo(u, ED_P)) return null;
  if (x === 0n && sign) return null;
  if (Number(x & 1n) !== sign) x = ED_P - x;
  return [x, y, 1n, modulo(x * y, ED_P)];
}

// RFC 8032, 5.1.7: S·B = R + SHA-512(R, A, M)·A
function ownEd25519(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const a = edDecoded(key);
  const r = edDecoded(signature.subarray(0, 32));
  const s = littleEndian(signature.subarray(32));
  if (!a || !r || s >= ED_ORDER) return false;
  const k = modulo(littleEndian(ownSha512(joined(signature.subarray(0, 32), key, message))), ED_ORDER);
  const zero = [0n, 1n, 1n, 0n];
  const left = times(s, ED_BASE, zero, edAdd);
  const right = edAdd(r, times(k, a, zero, edAdd));
  const same = (i) => modulo(left[i] * right[2] - right[i] * left[2], ED_P) === 0n;
  return same(0) && same(1);
}

// --- y² = x³ - 3x + b: points as (X, Y, Z) with x = X/Z², y = Y/Z³; Z = 0 is the zero

function weierstrass(p, b, order, x, y) {
  const [prime, constant, n, gx, gy] = [p, b, order, x, y].map((text) => BigInt("0x" + text));
  return { p: prime, b: constant, n, base: [gx, gy, 1n], size: p.length / 2 };
}

function weierstrassAdd(p) {
  const m = (value) => modulo(value, p);
  const twice = ([x, y, z]) => {
    const d = m(z * z);
    const g = m(y * y);
    const b = m(x * g);
    const a = m(3n * (x - d) * (x + d));
    const x3 = m(a * a - 8n * b);
    return [x3, m(a * (4n * b - x3) - 8n * g * g), m(2n * y * z)];
  };
  return (one, two) => {
    if (one[2] === 0n) return two;
    if (two[2] === 0n) return one;
    const [z1, z2] = [m(one[2] * one[2]), m(two[2] * two[2])];
    const [u1, u2] = [m(one[0] * z2), m(two[0] * z1)];
    const [s1, s2] = [m(one[1] * two[2] * z2), m(two[1] * one[2] * z1)];
    if (u1 === u2) return s1 === s2 ? twice(one) : [1n, 1n, 0n];
    const [h, r] = [m(u2 - u1), m(s2 - s1)];
    const [hh, hhh] = [m(h * h), m(h * h * h)];
    const x3 = m(r * r - hhh - 2n * u1 * hh);
    return [x3, m(r * (u1 * hh - x3) - s1 * hhh), m(one[2] * two[2] * h)];
  };
}

// SEC 1, 4.1.4. `point` is the uncompressed key, `digest` what was signed, `signature` r and s side by side.
function ownEcdsa(curveName, point, digest, signature) {
  const curve = CURVES[curveName];
  const { p, n, size } = curve;
  if (point.length !== 2 * size + 1 || point[0] !== 4 || signature.length !== 2 * size) return false;
  const [x, y] = [toInteger(point.subarray(1, size + 1)), toInteger(point.subarray(size + 1))];
  if (x >= p || y >= p || modulo(y * y - (x ** 3n - 3n * x + curve.b), p) !== 0n) return false;
  const [r, s] = [toInteger(signature.subarray(0, size)), toInteger(signature.subarray(size))];
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const e = toInteger(digest.subarray(0, Math.min(digest.length, size)));
  const w = inverse(s, n);
  const add = weierstrassAdd(p);
  const zero = [1n, 1n, 0n];
  const sum = add(
    times(modulo(e * w, n), curve.base, zero, add),
    times(modulo(r * w, n), [x, y, 1n], zero, add),
  );
  return sum[2] !== 0n && modulo(modulo(sum[0] * inverse(sum[2] * sum[2], p), p) - r, n) === 0n;
}

// --- RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2); `digestInfo` is what was signed, before padding

function ownRsa(modulus, exponent, digestInfo, signature) {
  const [n, e] = [toInteger(modulus), toInteger(exponent)];
  const size = Math.ceil(n.toString(16).length / 2);
  if (size < 256 || size > 1024 || e < 3n || e > 0xffffffffn || signature.length !== size) return false;
  const filler = new Uint8Array(size - digestInfo.length - 3).fill(255);
  const expected = joined(Uint8Array.of(0, 1), filler, Uint8Array.of(0), digestInfo);
  return power(toInteger(signature), e, n) === toInteger(expected);
}

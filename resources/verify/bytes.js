// Bytes and text: what every other part needs. `Bad` is a refusal that the page has a sentence for.

class Bad extends Error {
  constructor(key, args = {}) {
    super(key);
    this.key = key;
    this.args = args;
  }
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

function fromHex(text) {
  if (text.length % 2 || /[^0-9a-fA-F]/.test(text)) throw new Bad("not_hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.substr(2 * i, 2), 16);
  return bytes;
}

function fromBase64(text) {
  return Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
}

// RFC 4648 base 32 without padding, strictly: spare bits must be zero, so that one text has one meaning.
function fromBase32(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = BASE32.indexOf(character);
    if (value < 0) throw new Bad("code_unreadable");
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if (bits >= 5 || held & ((1 << bits) - 1)) throw new Bad("code_unreadable");
  return bytes;
}

function fromUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Bad("not_utf8");
  }
}

function toUtf8(text) {
  return new TextEncoder().encode(text);
}

// One character a byte: for the ASCII parts of a file.
function toLatin(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function sameBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// Big-endian bytes to a BigInt.
function toInteger(bytes) {
  return bytes.length ? BigInt("0x" + toHex(bytes)) : 0n;
}

// Bytes with zeros behind, up to a length; longer ones stay as they are.
function padTo(bytes, length) {
  return joined(bytes, new Uint8Array(Math.max(0, length - bytes.length)));
}

// How often an ASCII text stands in bytes.
function countOf(bytes, text) {
  const wanted = toUtf8(text);
  let count = 0;
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (sameBytes(bytes.subarray(at, at + wanted.length), wanted)) count++;
  }
  return count;
}

// The objects of a PDF (ISO 32000-1, 7.3) read from bytes: names, texts, references, arrays, dictionaries.

class Name {
  constructor(name) {
    this.name = name;
  }
}

class Text {
  constructor(bytes, from, to) {
    Object.assign(this, { bytes, from, to }); // where it stands in the file, delimiters included
  }
}

class Ref {
  constructor(number, generation) {
    Object.assign(this, { number, generation });
  }
}

class Stream {
  constructor(dict, raw) {
    Object.assign(this, { dict, raw });
  }
}

const DEEPEST = 60;
const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITER = new Set([..."()<>[]{}/%"].map((c) => c.charCodeAt(0)));
const ESCAPES = { n: 10, r: 13, t: 9, b: 8, f: 12 };

class Lexer {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }

  skipSpace() {
    while (this.at < this.end) {
      const byte = this.bytes[this.at];
      if (byte === 37) while (this.at < this.end && ![10, 13].includes(this.bytes[this.at])) this.at++;
      else if (!SPACE.has(byte)) return;
      else this.at++;
    }
  }

  // The next run of regular characters, "" before a delimiter.
  word() {
    this.skipSpace();
    const from = this.at;
    while (this.at < this.end && !SPACE.has(this.bytes[this.at]) && !DELIMITER.has(this.bytes[this.at]))
      this.at++;
    return toLatin(this.bytes.subarray(from, Math.min(this.at, from + 200)));
  }

  // Whether `text` comes next; if so it is passed.
  passes(text) {
    this.skipSpace();
    for (let i = 0; i < text.length; i++) if (this.bytes[this.at + i] !== text.charCodeAt(i)) return false;
    this.at += text.length;
    return true;
  }

  integer() {
    const word = this.word();
    if (!/^\d{1,15}$/.test(word)) throw new Bad("pdf_damaged");
    return Number(word);
  }

  object(depth = 0) {
    if (depth > DEEPEST) throw new Bad("pdf_damaged");
    this.skipSpace();
    if (this.at >= this.end) throw new Bad("pdf_damaged");
    switch (String.fromCharCode(this.bytes[this.at])) {
      case "/":
        return this.name();
      case "(":
        return this.literal();
      case "[":
        return this.array(depth);
      case "<":
        return this.bytes[this.at + 1] === 60 ? this.dictionary(depth) : this.hexadecimal();
      default:
        return this.atom();
    }
  }

  atom() {
    const word = this.word();
    if (word === "null") return null;
    if (word === "true" || word === "false") return word === "true";
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new Bad("pdf_damaged");
    if (!/^\d+$/.test(word)) return Number(word);
    const back = this.at;
    const generation = this.word();
    if (/^\d{1,5}$/.test(generation) && this.word() === "R") return new Ref(Number(word), Number(generation));
    this.at = back;
    return Number(word);
  }

  name() {
    this.at++;
    const from = this.at;
    while (this.at < this.end && !SPACE.has(this.bytes[this.at]) && !DELIMITER.has(this.bytes[this.at]))
      this.at++;
    const raw = toLatin(this.bytes.subarray(from, this.at));
    return new Name(raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
  }

  literal() {
    const from = this.at++;
    const out = [];
    for (let open = 1; open > 0;) {
      if (this.at >= this.end) throw new Bad("pdf_damaged");
      let byte = this.bytes[this.at++];
      if (byte === 40) open++;
      else if (byte === 41) open--;
      else if (byte === 92) byte = this.escaped();
      if (open > 0 && byte !== null) out.push(byte);
    }
    return new Text(Uint8Array.from(out), from, this.at);
  }

  escaped() {
    const byte = this.bytes[this.at++];
    const character = String.fromCharCode(byte);
    if (character in ESCAPES) return ESCAPES[character];
    if (byte === 13 && this.bytes[this.at] === 10) this.at++;
    if (byte === 13 || byte === 10) return null;
    if (byte < 48 || byte > 55) return byte;
    let value = byte - 48;
    for (let i = 0; i < 2 && this.bytes[this.at] >= 48 && this.bytes[this.at] <= 55; i++) {
      value = value * 8 + this.bytes[this.at++] - 48;
    }
    return value & 255;
  }

  hexadecimal() {
    const from = this.at;
    const end = this.bytes.indexOf(62, from);
    if (end < 0 || end >= this.end) throw new Bad("pdf_damaged");
    const digits = toLatin(this.bytes.subarray(from + 1, end)).replace(/[\0\t\n\f\r ]/g, "");
    if (/[^0-9a-fA-F]/.test(digits)) throw new Bad("pdf_damaged");
    this.at = end + 1;
    return new Text(fromHex(digits.length % 2 ? digits + "0" : digits), from, this.at);
  }

  array(depth) {
    this.at++;
    const items = [];
    while (!this.passes("]")) items.push(this.object(depth + 1));
    return items;
  }

  dictionary(depth) {
    this.at += 2;
    const dict = new Map();
    while (!this.passes(">>")) {
      const key = this.object(depth + 1);
      if (!(key instanceof Name)) throw new Bad("pdf_damaged");
      dict.set(key.name, this.object(depth + 1));
    }
    return dict;
  }
}

const isName = (value, name) => value instanceof Name && value.name === name;

// A text string (7.9.2.2) as people read it.
function textOf(value) {
  if (!(value instanceof Text)) return "";
  const { bytes } = value;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes.subarray(2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return new TextDecoder().decode(bytes.subarray(3));
  return toLatin(bytes);
}

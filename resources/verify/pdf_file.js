// A PDF file: where its objects lie (cross-reference tables and streams, 7.5), and its streams, unpacked.
// What cannot be read strictly is refused; nothing is repaired, since a repair would be a guess.

const MOST_UNPACKED = 80_000_000; // bytes of one stream
const MOST_OBJECTS = 500_000;

class PdfFile {
  constructor(bytes) {
    this.bytes = bytes;
    this.places = new Map(); // number -> {at, generation} | {inside, index}
    this.cache = new Map();
    this.packed = new Map();
    this.trailer = null;
    this.readPlaces(this.lastStart());
    if (this.trailer.has("Encrypt")) throw new Bad("pdf_encrypted");
    this.catalog = this.dict(this.trailer.get("Root"));
    if (!isName(this.catalog.get("Type"), "Catalog")) throw new Bad("pdf_damaged");
  }

  lastStart() {
    const from = Math.max(0, this.bytes.length - 2048);
    const tail = toLatin(this.bytes.subarray(from));
    const found = [...tail.matchAll(/startxref\s+(\d{1,12})\s+%%EOF/g)].pop();
    if (!found) throw new Bad("pdf_damaged");
    return Number(found[1]);
  }

  readPlaces(start) {
    const seen = new Set();
    const waiting = [start];
    while (waiting.length) {
      const at = waiting.shift();
      if (!Number.isInteger(at) || at < 0 || at >= this.bytes.length || seen.size > 300)
        throw new Bad("pdf_damaged");
      if (seen.has(at)) continue;
      seen.add(at);
      const lexer = new Lexer(this.bytes, at);
      const trailer = lexer.passes("xref") ? this.readTable(lexer) : this.readPlaceStream(at);
      if (!this.trailer) this.trailer = trailer;
      for (const key of ["XRefStm", "Prev"]) if (trailer.has(key)) waiting.push(trailer.get(key));
    }
  }

  place(number, where) {
    if (this.places.size >= MOST_OBJECTS) throw new Bad("pdf_damaged");
    if (!this.places.has(number)) this.places.set(number, where);
  }

  readTable(lexer) {
    while (!lexer.passes("trailer")) {
      const first = lexer.integer();
      const count = lexer.integer();
      for (let i = 0; i < count; i++) {
        const [at, generation, kind] = [lexer.integer(), lexer.integer(), lexer.word()];
        this.place(first + i, kind === "n" ? { at, generation } : null);
      }
    }
    const trailer = lexer.object();
    if (!(trailer instanceof Map)) throw new Bad("pdf_damaged");
    return trailer;
  }

  readPlaceStream(at) {
    const { value } = this.objectAt(at);
    if (!(value instanceof Stream) || !isName(value.dict.get("Type"), "XRef")) throw new Bad("pdf_damaged");
    const widths = value.dict.get("W");
    const index = value.dict.get("Index") || [0, value.dict.get("Size")];
    if (!Array.isArray(widths) || widths.length !== 3 || widths.some((w) => !(w >= 0 && w <= 8))) {
      throw new Bad("pdf_damaged");
    }
    const data = this.unpacked(value);
    const step = widths[0] + widths[1] + widths[2];
    let row = 0;
    for (let i = 0; i + 1 < index.length; i += 2) {
      for (let n = 0; n < index[i + 1]; n++, row++) this.placeRow(index[i] + n, data, row * step, widths);
    }
    return value.dict;
  }

  placeRow(number, data, at, widths) {
    if (at + widths[0] + widths[1] + widths[2] > data.length) throw new Bad("pdf_damaged");
    const fields = [];
    for (const width of widths) {
      let value = 0;
      for (let i = 0; i < width; i++) value = value * 256 + data[at++];
      fields.push(value);
    }
    const kind = widths[0] ? fields[0] : 1;
    if (kind === 1) this.place(number, { at: fields[1], generation: fields[2] });
    else if (kind === 2) this.place(number, { inside: fields[1], index: fields[2] });
    else this.place(number, null);
  }

  // The object that stands at a place of the file: its number, generation and value.
  objectAt(at) {
    const lexer = new Lexer(this.bytes, at);
    const [number, generation] = [lexer.integer(), lexer.integer()];
    if (!lexer.passes("obj")) throw new Bad("pdf_damaged");
    const value = lexer.object();
    if (!(value instanceof Map) || !lexer.passes("stream")) return { number, generation, value };
    if (this.bytes[lexer.at] === 13) lexer.at++;
    if (this.bytes[lexer.at] === 10) lexer.at++;
    const length = this.value(value.get("Length"));
    const end = lexer.at + length;
    if (!Number.isInteger(length) || length < 0 || end > this.bytes.length) throw new Bad("pdf_damaged");
    const raw = this.bytes.subarray(lexer.at, end);
    if (!new Lexer(this.bytes, end).passes("endstream")) throw new Bad("pdf_damaged");
    return { number, generation, value: new Stream(value, raw) };
  }

  // What a reference stands for; any other value is itself.
  value(value) {
    for (let i = 0; value instanceof Ref; i++) {
      if (i > 20) throw new Bad("pdf_damaged");
      value = this.numbered(value.number);
    }
    return value === undefined ? null : value;
  }

  numbered(number) {
    if (this.cache.has(number)) return this.cache.get(number);
    const where = this.places.get(number);
    let value = null;
    if (where && "inside" in where) value = this.fromPack(where.inside, number);
    else if (where) {
      const found = this.objectAt(where.at);
      if (found.number !== number) throw new Bad("pdf_damaged");
      value = found.value;
    }
    this.cache.set(number, value);
    return value;
  }

  // An object of an object stream (7.5.7).
  fromPack(container, number) {
    if (!this.packed.has(container)) {
      const where = this.places.get(container);
      const stream = where && "at" in where ? this.objectAt(where.at).value : null;
      if (!(stream instanceof Stream) || !isName(stream.dict.get("Type"), "ObjStm"))
        throw new Bad("pdf_damaged");
      const data = this.unpacked(stream);
      const head = new Lexer(data);
      const objects = new Map();
      const [count, first] = [this.value(stream.dict.get("N")), this.value(stream.dict.get("First"))];
      for (let i = 0; i < count; i++) objects.set(head.integer(), first + head.integer());
      this.packed.set(container, { data, objects });
    }
    const { data, objects } = this.packed.get(container);
    if (!objects.has(number)) throw new Bad("pdf_damaged");
    return new Lexer(data, objects.get(number)).object();
  }

  dict(value) {
    const found = this.value(value);
    if (found instanceof Stream) return found.dict;
    return found instanceof Map ? found : new Map();
  }

  array(value) {
    const found = this.value(value);
    return Array.isArray(found) ? found : [];
  }

  filters(stream) {
    const named = this.value(stream.dict.get("Filter"));
    return (Array.isArray(named) ? named : named ? [named] : []).map((f) => (this.value(f) || {}).name);
  }

  // The bytes of a stream with its filters undone; a picture's own coding (DCT, JPX …) stays as it is.
  unpacked(stream) {
    let data = stream.raw;
    const filters = this.filters(stream);
    const given = this.value(stream.dict.get("DecodeParms"));
    filters.forEach((filter, i) => {
      const parameters = this.dict(Array.isArray(given) ? given[i] : given);
      if (filter === "FlateDecode") data = unpredicted(inflate(data, MOST_UNPACKED), parameters);
      else if (filter === "ASCIIHexDecode") data = new Lexer(joined(toUtf8("<"), data)).hexadecimal().bytes;
      else if (filter === "ASCII85Decode") data = fromAscii85(data);
    });
    return data;
  }
}

// PNG predictors (7.4.4.4), as cross-reference streams use them.
function unpredicted(data, parameters) {
  if (!(parameters.get("Predictor") >= 10)) return data;
  const columns = parameters.get("Columns") || 1;
  const bits = (parameters.get("Colors") || 1) * (parameters.get("BitsPerComponent") || 8);
  const [step, size] = [Math.max(1, bits >> 3), Math.ceil((columns * bits) / 8)];
  const rows = Math.floor(data.length / (size + 1));
  const out = new Uint8Array(rows * size);
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (size + 1)];
    for (let i = 0; i < size; i++) {
      const at = row * size + i;
      const left = i >= step ? out[at - step] : 0;
      const up = row ? out[at - size] : 0;
      const corner = row && i >= step ? out[at - size - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] || 0;
      out[at] = data[row * (size + 1) + 1 + i] + guess;
    }
  }
  return out;
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function fromAscii85(data) {
  const out = [];
  let group = [];
  const flush = () => {
    const count = group.length;
    while (group.length < 5) group.push(84);
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let i = 0; i < count - 1; i++) out.push(Math.floor(value / 256 ** (3 - i)) & 255);
    group = [];
  };
  for (const byte of data) {
    if (byte === 126) break;
    if (byte === 122 && !group.length) out.push(0, 0, 0, 0);
    else if (byte >= 33 && byte <= 117) {
      group.push(byte - 33);
      if (group.length === 5) flush();
    } else if (!SPACE.has(byte)) throw new Bad("pdf_damaged");
  }
  if (group.length > 1) flush();
  return Uint8Array.from(out);
}

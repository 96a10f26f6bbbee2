// What a document carries: its attachments, its pictures, its signature fields.

const MOST_NODES = 5000;
const MOST_PICTURES = 200;

// Every attached file as {name, bytes}, in the order of the name tree (7.7.4), then those of /AF alone.
function attachments(pdf) {
  const found = [];
  const seen = new Set();
  const add = (value) => {
    const spec = pdf.dict(value);
    if (seen.has(spec)) return;
    seen.add(spec);
    const files = pdf.dict(spec.get("EF"));
    const stream = pdf.value(files.get("UF") || files.get("F"));
    if (stream instanceof Stream) {
      found.push({ name: textOf(pdf.value(spec.get("UF") || spec.get("F"))), bytes: pdf.unpacked(stream) });
    }
  };
  const waiting = [pdf.dict(pdf.catalog.get("Names")).get("EmbeddedFiles")];
  for (let visited = 0; waiting.length; visited++) {
    if (visited > MOST_NODES) throw new Bad("pdf_damaged");
    const node = pdf.dict(waiting.shift());
    waiting.unshift(...pdf.array(node.get("Kids")));
    pdf.array(node.get("Names")).forEach((item, i) => i % 2 && add(item));
  }
  pdf.array(pdf.catalog.get("AF")).forEach(add);
  return found;
}

function pages(pdf) {
  const found = [];
  const waiting = [pdf.catalog.get("Pages")];
  const seen = new Set();
  while (waiting.length) {
    const node = pdf.dict(waiting.shift());
    if (seen.has(node)) continue;
    seen.add(node);
    if (seen.size > MOST_NODES) throw new Bad("pdf_damaged");
    if (isName(pdf.value(node.get("Type")), "Page")) found.push(node);
    else waiting.unshift(...pdf.array(node.get("Kids")));
  }
  return found;
}

// The pictures that pages draw, each once: {jpeg, pixels, width, height}; one of the two first is null.
function pictures(pdf) {
  const found = [];
  const seen = new Set();
  for (const page of pages(pdf)) {
    let holder = page;
    for (let i = 0; i < DEEPEST && !holder.has("Resources") && holder.has("Parent"); i++)
      holder = pdf.dict(holder.get("Parent"));
    gather(pdf, pdf.dict(holder.get("Resources")), found, seen, 0);
  }
  return found;
}

function gather(pdf, resources, found, seen, depth) {
  for (const reference of pdf.dict(resources.get("XObject")).values()) {
    const stream = pdf.value(reference);
    if (!(stream instanceof Stream) || seen.has(stream) || found.length >= MOST_PICTURES) continue;
    seen.add(stream);
    if (isName(pdf.value(stream.dict.get("Subtype")), "Image")) {
      const filters = pdf.filters(stream);
      const jpeg = filters[filters.length - 1] === "DCTDecode" ? pdf.unpacked(stream) : null;
      found.push({ jpeg, pixels: jpeg ? null : greyPixels(pdf, stream, filters), stream });
    } else if (depth < 5) gather(pdf, pdf.dict(stream.dict.get("Resources")), found, seen, depth + 1);
  }
}

// An unpacked picture of one bit or one byte a colour as grey; null for other kinds.
function greyPixels(pdf, stream, filters) {
  const [width, height, bits] = ["Width", "Height", "BitsPerComponent"].map((k) =>
    pdf.value(stream.dict.get(k)),
  );
  const colours = { DeviceGray: 1, DeviceRGB: 3 }[(pdf.value(stream.dict.get("ColorSpace")) || {}).name];
  if (
    filters.some((f) => f !== "FlateDecode") ||
    !colours ||
    ![1, 8].includes(bits) ||
    !(width * height < 4e7)
  )
    return null;
  const data = pdf.unpacked(stream);
  const row = Math.ceil((width * colours * bits) / 8);
  if (data.length < row * height) return null;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = () => ((data[y * row + (x >> 3)] >> (7 - (x & 7))) & 1) * 255;
      grey[y * width + x] = bits === 1 ? bit() : data[y * row + x * colours + (colours === 3 ? 1 : 0)];
    }
  }
  return { data: grey, width, height };
}

// The filled signature fields as {name, dict}, in the order of their fields.
function signatureFields(pdf) {
  const found = [];
  const seen = new Set();
  const walk = (value, kind, prefix) => {
    const field = pdf.dict(value);
    if (seen.has(field) || seen.size > MOST_NODES) return;
    seen.add(field);
    const own = pdf.value(field.get("FT")) || kind;
    const name = [prefix, textOf(pdf.value(field.get("T")))].filter(Boolean).join(".");
    if (isName(own, "Sig") && pdf.value(field.get("V")) instanceof Map)
      found.push({ name, dict: pdf.dict(field.get("V")) });
    for (const kid of pdf.array(field.get("Kids"))) walk(kid, own, name);
  };
  for (const field of pdf.array(pdf.dict(pdf.catalog.get("AcroForm")).get("Fields"))) walk(field, null, "");
  return found;
}

// What was added to a PDF behind its last signature by an officer. A time-stamp and the material to check it
// later may be; anything that could change what a reader sees or what is attached may not.

const CATALOG_MAY_CHANGE = new Set(["DSS", "Extensions", "AcroForm", "Version"]);
const FORM_MAY_CHANGE = new Set(["Fields", "SigFlags"]);

// Return the numbers of objects that were changed or added and may not be; [] where all is harmless.
function changedAfter(pdf, end) {
  const before = new PdfFile(pdf.bytes.subarray(0, end));
  const check = new Comparison(before, pdf);
  const wrong = [];
  for (const [number, where] of pdf.places) if (!check.allows(number, where)) wrong.push(number);
  for (const number of before.places.keys()) if (!pdf.places.has(number)) wrong.push(number);
  return wrong;
}

class Comparison {
  constructor(before, after) {
    Object.assign(this, { before, after });
    this.size = before.value(before.trailer.get("Size"));
    this.root = this.number(after.trailer.get("Root"));
    this.rootStays = this.root === this.number(before.trailer.get("Root"));
    this.form = this.number(before.catalog.get("AcroForm"));
    this.pages = new Set(pages(before));
    const lists = [...this.pages].map((page) => page.get("Annots"));
    lists.push(before.dict(before.catalog.get("AcroForm")).get("Fields"));
    this.lists = new Set(lists.map((list) => this.number(list)).filter((n) => n > 0));
  }

  number(value) {
    return value instanceof Ref ? value.number : -1;
  }

  allows(number, where) {
    const old = this.before.places.get(number);
    if (!this.rootStays) return false;
    if (old === undefined) return number >= this.size || where === null;
    if (!old || !where) return old === where || (old === null && where !== null && number === 0);
    if (this.unmoved(old, where)) return true;
    const [a, b] = [this.before.numbered(number), this.after.numbered(number)];
    if (sameObject(a, b)) return true;
    if (!(a instanceof Map) || !(b instanceof Map)) return this.lists.has(number) && this.widgetsAdded(a, b);
    if (number === this.root) return this.catalogMay(a, b);
    if (number === this.form) return this.formMay(a, b);
    if (this.pages.has(a))
      return sameBut(a, b, new Set(["Annots"])) && this.widgetsAdded(a.get("Annots"), b.get("Annots"));
    return (
      number === this.number(this.before.trailer.get("Info")) &&
      sameBut(a, b, new Set(["ModDate", "Producer"]))
    );
  }

  // An object of the earlier bytes, read from the same place of them.
  unmoved(old, where) {
    if ("at" in where) return old.at === where.at;
    const [container, same] = [this.before.places.get(old.inside), this.after.places.get(where.inside)];
    return (
      old.inside === where.inside &&
      old.index === where.index &&
      container &&
      same &&
      container.at === same.at
    );
  }

  catalogMay(a, b) {
    if (!sameBut(a, b, CATALOG_MAY_CHANGE)) return false;
    const [old, now] = [a.get("AcroForm"), b.get("AcroForm")];
    if (old instanceof Ref || now instanceof Ref) return sameObject(old, now);
    return old instanceof Map && now instanceof Map && this.formMay(old, now);
  }

  formMay(a, b) {
    return sameBut(a, b, FORM_MAY_CHANGE) && this.widgetsAdded(a.get("Fields"), b.get("Fields"));
  }

  // Only signature fields that show nothing were put behind the others.
  widgetsAdded(a, b) {
    const [old, now] = [this.before.array(a), this.after.array(b)];
    if (now.length < old.length || !old.every((item, i) => sameObject(item, now[i]))) return false;
    return now.slice(old.length).every((item) => {
      const field = this.after.dict(item);
      const box = this.after.array(field.get("Rect")).map((n) => this.after.value(n));
      const flat = box.length === 0 || (box.length === 4 && (box[0] === box[2] || box[1] === box[3]));
      const action = ["A", "AA", "AP"].some((key) => field.has(key));
      return (
        this.number(item) >= this.size && isName(this.after.value(field.get("FT")), "Sig") && flat && !action
      );
    });
  }
}

function sameBut(a, b, except) {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].every((key) => except.has(key) || sameObject(a.get(key), b.get(key)));
}

function sameObject(a, b) {
  if (a === b) return true;
  if (a instanceof Ref) return b instanceof Ref && a.number === b.number && a.generation === b.generation;
  if (a instanceof Name) return b instanceof Name && a.name === b.name;
  if (a instanceof Text) return b instanceof Text && sameBytes(a.bytes, b.bytes);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameObject(item, b[i]));
  if (a instanceof Stream)
    return b instanceof Stream && sameBytes(a.raw, b.raw) && sameBut(a.dict, b.dict, new Set());
  return a instanceof Map && b instanceof Map && sameBut(a, b, new Set());
}

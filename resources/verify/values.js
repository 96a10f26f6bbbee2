// The case data behind a document: its fields in the order of the form, and the photos that it names.

const MOST_ROWS = 5000;
const DIGEST = /^[0-9a-f]{64}$/;
const OTHER_FIELDS = {
  // those that no form lists
  number: ["文号", "Number"],
  form: ["文书格式", "Form"],
  language: ["文书语言", "Language"],
  photos: ["照片", "Photos"],
};

function readValues(bytes) {
  let values = null;
  try {
    values = JSON.parse(fromUtf8(bytes));
  } catch {
    throw new Bad("values_unreadable");
  }
  if (values === null || typeof values !== "object" || Array.isArray(values))
    throw new Bad("values_unreadable");
  return values;
}

// The form is the one named, else the one whose fields are most like those of the values.
function formOf(values, facts) {
  const named =
    typeof values.form === "string" && Object.hasOwn(facts.forms, values.form) && facts.forms[values.form];
  if (named) return named;
  const names = new Set(Object.keys(values));
  let best = null;
  let most = 0;
  for (const form of Object.values(facts.forms)) {
    const shared = form.fields.filter(([name]) => names.has(name)).length;
    const likeness = shared / (names.size + form.fields.length - shared);
    if (likeness > most) [best, most] = [form, likeness];
  }
  return best;
}

// The title and the fields as {zh, en, columns, value, more}: the number, those of the form in its order,
// then what else there is. Empty ones are left out.
function fieldsOf(values, facts) {
  const form = formOf(values, facts);
  const known = form ? form.fields : [];
  const labels = new Map(known.map(([name, zh, en, columns]) => [name, { zh, en, columns }]));
  const order = ["number", ...labels.keys()].filter((name) => Object.hasOwn(values, name));
  order.push(...Object.keys(values).filter((name) => !order.includes(name)));
  const fields = order.map((name) => {
    const more = Array.isArray(values[name]) && values[name].length > MOST_ROWS;
    return { name, ...(labels.get(name) || named(name)), value: valueOf(values[name]), more };
  });
  return {
    title: form ? { zh: form.title, en: form.title_en } : null,
    fields: fields.filter((f) => f.value.length),
  };
}

function named(name) {
  const words = OTHER_FIELDS[name];
  return { zh: words ? words[0] : name, en: words ? words[1] : name, columns: null };
}

// Text, or rows of texts.
function valueOf(value) {
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return value
    .slice(0, MOST_ROWS)
    .map((row) => (Array.isArray(row) ? row.map((cell) => valueOf(cell).toString()) : [String(row)]));
}

// The photos that the values name: {words, digests} each, of the original and of what is printed.
function photosOf(values) {
  if (!Array.isArray(values.photos)) return [];
  return values.photos.slice(0, MOST_PICTURES).map((row) => {
    const cells = Array.isArray(row)
      ? row.map(String)
      : row && typeof row === "object"
        ? Object.values(row).map(String)
        : [String(row)];
    return { words: cells.filter((c) => !DIGEST.test(c)), digests: cells.filter((c) => DIGEST.test(c)) };
  });
}

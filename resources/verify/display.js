// Putting words and data on the page. Everything from a file is set as text, never as markup.

const SIGNS = {
  yes: "m5 13 5 5 9-11",
  no: "M6 6l12 12M18 6 6 18",
  care: "M12 5v9m0 4.5v.5",
  note: "M12 11v7m0-12v.5",
};
const TONES = {
  genuine: "yes",
  code_holds: "yes",
  original: "yes",
  data_only: "care",
  corrected: "care",
  revoked: "care",
};
const GRAVITY = ["no", "care", "note", "yes"];
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const CHINA_MS = 8 * 3600 * 1000;

let language = /^zh/i.test(navigator.language || "zh") ? "zh" : "en";

function word(key, args = {}) {
  const [zh, en] = WORDS[key] || [key, key];
  return filled(language === "zh" ? zh : en, args);
}

function filled(text, args) {
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    args[name] === undefined || args[name] === null ? "" : String(args[name]),
  );
}

function element(tag, className, ...kids) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...kids);
  return made;
}

function sign(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `sign ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SIGNS[kind]);
  svg.append(path);
  return svg;
}

// Text from outside: kept to its own direction, and characters that cannot be seen are shown by their codes.
function outside(text) {
  const holder = element("bdi");
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    holder.append(text.slice(from, match.index));
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    holder.append(element("span", "hidden-mark", `U+${code}`));
    from = match.index + match[0].length;
  }
  holder.append(text.slice(from));
  return holder;
}

// A sentence whose {places} hold text from outside.
function sentence(key, args) {
  const [zh, en] = WORDS[key] || [key, key];
  const parts = (language === "zh" ? zh : en).split(/\{(\w+)\}/);
  return parts.map((part, i) => (i % 2 ? outside(String(args[part] ?? "")) : part));
}

function moment(ms) {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return "—";
  return `${new Date(ms + CHINA_MS).toISOString().slice(0, 16).replace("T", " ")} (UTC+8)`;
}

function said(check) {
  const args = { ...check.args };
  if ("signer" in args) args.who = args.number ? word("who", args) : args.signer || "?";
  if ("at" in args) args.at = moment(args.at);
  if ("why" in args) args.why = word(args.why);
  return sentence(check.key, args);
}

function checkLine(check) {
  const line = element("li", check.ok, sign(check.ok));
  const body = element("div", "", element("span", "", ...said(check)));
  if (check.key === "signature_holds") body.append(element("small", "", moment(check.args.at)));
  line.append(body);
  return line;
}

function pairs(rows) {
  const list = element("dl");
  for (const [label, value] of rows) list.append(element("dt", "", label), element("dd", "", value));
  return list;
}

function part(titleKey, hintKey, ...kids) {
  const holder = element("div", "part", element("h3", "", word(titleKey)));
  if (hintKey) holder.append(element("p", "hint", word(hintKey)));
  holder.append(...kids);
  return holder;
}

function fieldValue(field) {
  if (typeof field.value === "string") return outside(field.value);
  const table = element("table");
  const columns = field.columns ? field.columns[language === "zh" ? 0 : 1] : null;
  if (columns) {
    const heads = columns.map((column) => {
      const cell = element("th", "", column);
      cell.scope = "col";
      return cell;
    });
    table.append(element("thead", "", element("tr", "", ...heads)));
  }
  const rows = field.value.map((row) =>
    element("tr", "", ...row.map((cell) => element("td", "", outside(cell)))),
  );
  table.append(element("tbody", "", ...rows));
  const scroll = element("div", "scroll", table);
  scroll.tabIndex = 0;
  return field.more ? element("div", "", scroll, word("rows_more", { count: rows.length })) : scroll;
}

// One result as a card.
function card({ report, name }) {
  const tone = TONES[report.headline] || (report.headline === "nothing" ? "note" : "no");
  const title = element("h2", "", word(`h_${report.headline}`));
  title.tabIndex = -1;
  const words = element("div", "", title, element("p", "", word(`h_${report.headline}_text`)));
  if (name) words.append(element("p", "file", outside(name)));
  const verdict = element("div", `verdict ${tone}`, sign(tone), words);
  const result = element("section", "result", verdict);
  result.dataset.headline = report.headline;
  const gravest = [...report.checks].sort((a, b) => GRAVITY.indexOf(a.ok) - GRAVITY.indexOf(b.ok));
  result.append(part("checks_title", "", element("ul", "checks", ...gravest.map(checkLine))));
  if (report.statement) result.append(statementPart(report));
  if (report.fields.length) result.append(fieldsPart(report));
  if (report.photos.length) result.append(photosPart(report.photos));
  if (report.statement) result.append(morePart(report));
  return result;
}

function statementPart({ statement, checks }) {
  const holds = checks.some((check) => check.key === "code_signed");
  const rows = ["number", "issued", "party", "agency", "caseNumber"].map((key) => [
    word(key),
    outside(statement[key]),
  ]);
  rows.push([word("officers"), outside(statement.officers.join("、"))]);
  rows.push([word("device"), statement.device ? outside(statement.device) : word("unknown")]);
  return part("statement_title", holds ? "statement_hint" : "statement_false", pairs(rows));
}

function fieldsPart(report) {
  const differs = report.checks.some((check) => check.key === "values_differ");
  const shown = report.fields.filter((field) => field.name !== "photos");
  const rows = shown.map((field) => [outside(language === "zh" ? field.zh : field.en), fieldValue(field)]);
  const made = part("fields_title", differs ? "fields_false" : "fields_hint", pairs(rows));
  if (report.title)
    made.firstChild.append("　", outside(language === "zh" ? report.title.zh : report.title.en));
  return made;
}

function photosPart(photos) {
  const items = photos.map((photo) => {
    const line = element("li", "", element("div", "", outside(photo.words.join(" "))));
    if (photo.embedded) line.firstChild.append(element("small", "", word("photo_same")));
    line.firstChild.append(...photo.digests.map((digest) => element("small", "mono", `SHA-256 ${digest}`)));
    return line;
  });
  return part("photos_title", "photos_hint", element("ul", "checks", ...items));
}

function morePart(report) {
  const more = element("details", "more", element("summary", "", word("more_title")));
  const rows = [
    ["keyId", report.statement.keyId],
    ["digest", report.statement.digest],
    ["code", report.code],
  ];
  const list = rows.map(([key, value]) => [word(key), element("code", "", value)]);
  for (const s of report.signatures) {
    list.push([word("signed_by"), outside(`${s.field}: ${s.signer} ${s.number} ${moment(s.at)}`)]);
  }
  more.append(pairs(list));
  return more;
}

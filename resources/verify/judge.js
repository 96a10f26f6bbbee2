// From a file or a text to a report: what holds, what does not, and what cannot be told.
//
// A report is {kind, headline, checks, statement, code, fields, photos, signatures}. A check is {ok, key,
// args}: "yes" it holds, "no" it does not, "care" a person should look, "note" worth knowing. The page has
// the words.

const HEADLINES = [
  // the first of these that is among the checks speaks for all
  ["values_differ", "tampered"],
  ["values_unreadable", "tampered"],
  ["code_false", "tampered"],
  ["signature_broken", "tampered"],
  ["signature_hidden", "tampered"],
  ["added_changes", "tampered"],
  ["photo_replaced", "tampered"],
  ["attached_twice", "tampered"],
  ["code_foreign", "foreign"],
  ["signature_foreign", "foreign"],
  ["withdrawn", "withdrawn"],
  ["void", "void"],
  ["device_revoked", "revoked"],
  ["officer_revoked", "revoked"],
  ["paper_other", "other_paper"],
  ["corrected", "corrected"],
];

function newReport(kind) {
  return {
    kind,
    headline: "",
    checks: [],
    statement: null,
    code: "",
    title: null,
    fields: [],
    photos: [],
    signatures: [],
    scans: [],
  };
}

function concluded(report) {
  const keys = new Set(report.checks.map((check) => check.key));
  const found = HEADLINES.find(([key]) => keys.has(key));
  if (found) report.headline = found[1];
  else if (report.checks.some((check) => check.ok === "no")) report.headline = "nothing";
  else if (!report.statement) report.headline = "nothing";
  else if (report.kind !== "pdf") report.headline = "code_holds";
  else report.headline = keys.has("signature_holds") ? "genuine" : "data_only";
  return report;
}

async function checkText(text, facts, kind = "text") {
  const report = newReport(kind);
  try {
    await judgeCode(report, text, facts);
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    report.checks.push({ ok: "no", key: error.key, args: error.args });
  }
  return concluded(report);
}

async function judgeCode(report, text, facts) {
  const code = readCode(text);
  const say = (ok, key, args = {}) => report.checks.push({ ok, key, args });
  const { device, holds } = await checkCode(code, facts);
  report.code = code.text;
  report.statement = { ...code.statement, keyId: code.keyId, device: device ? device.name : "" };
  if (!device) return say("no", "code_foreign", { key: code.keyId });
  if (!holds) return say("no", "code_false", { device: device.name });
  say("yes", "code_signed", { device: device.name, key: code.keyId });
  if (device.revoked) say("care", "device_revoked", { device: device.name, on: device.revoked });
  judgeFate(
    say,
    Object.hasOwn(facts.documents, code.statement.number) ? facts.documents[code.statement.number] : {},
    facts,
  );
}

// What became of the document, as far as the bureau had said so when it made this page.
function judgeFate(say, fate, facts) {
  if (fate.void) say("no", "void", { on: fate.void });
  if (fate.withdrawn) say("no", "withdrawn", { on: fate.withdrawn });
  if (fate.corrected) say("care", "corrected", { on: fate.corrected, by: fate.by });
  if (fate.final) say("note", "bound", { number: fate.final });
  if (!fate.void && !fate.withdrawn) say("yes", "not_withdrawn", { on: facts.exported });
}

async function checkPdf(bytes, facts) {
  const report = newReport("pdf");
  const say = (ok, key, args = {}) => report.checks.push({ ok, key, args });
  try {
    const pdf = new PdfFile(bytes);
    const files = attachments(pdf);
    const [values, proof] = ["values.json", "proof.txt"].map((name) =>
      files.filter((file) => file.name === name),
    );
    if (values.length > 1 || proof.length > 1) say("no", "attached_twice");
    else if (proof.length) {
      await judgeCode(report, toLatin(proof[0].bytes.subarray(0, 4 * LONGEST_CODE)), facts);
      await judgeValues(report, say, values[0], facts);
    }
    await judgeSignatures(report, say, pdf, facts);
    const images = pictures(pdf);
    if (values.length === 1) await judgePhotos(report, say, images);
    if (!proof.length) judgeScan(report, say, images);
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    say("no", error.key, error.args);
  }
  return concluded(report);
}

async function judgeValues(report, say, file, facts) {
  if (!file) return say("care", "values_missing");
  const values = readValues(file.bytes);
  Object.assign(report, fieldsOf(values, facts));
  report.photos = photosOf(values);
  const same = (await sha256Hex(file.bytes)) === report.statement.digest;
  const signed = report.checks.some((check) => check.key === "code_signed");
  if (same) say(signed ? "yes" : "note", "values_match");
  else say("no", "values_differ");
}

async function judgeSignatures(report, say, pdf, facts) {
  report.signatures = await checkSignatures(pdf, facts);
  if (report.signatures.length < countOf(pdf.bytes, "/ByteRange")) say("no", "signature_hidden");
  let covered = 0;
  for (const s of report.signatures) {
    const args = { signer: s.signer, number: s.number, at: s.at, field: s.field };
    if (s.problem) say("no", "signature_broken", { ...args, why: s.problem });
    else if (!s.intact) say("no", "signature_broken", { ...args, why: "bytes_changed" });
    else if (s.stamp) say(s.trusted ? "yes" : "note", s.trusted ? "stamp_holds" : "stamp", args);
    else if (!s.trusted) say("no", "signature_foreign", args);
    else {
      say("yes", "signature_holds", args);
      covered = Math.max(covered, s.end);
      const named = !report.statement || !s.number || report.statement.officers.includes(s.number);
      if (!named) say("care", "signer_not_named", args);
      if (s.revoked) say("care", "officer_revoked", { ...args, on: s.revoked });
    }
  }
  if (!report.signatures.length) return report.statement ? say("care", "no_signatures") : null;
  if (covered) judgeCover(report, say, pdf, covered);
}

// Behind the officers' last signature nothing may stand but a time-stamp that covers all there is.
function judgeCover(report, say, pdf, covered) {
  const held = report.signatures.filter((s) => s.trusted && !s.stamp).map((s) => s.number);
  const missing = report.statement
    ? report.statement.officers.filter((number) => !held.includes(number))
    : [];
  if (missing.length && held.every(Boolean))
    say("note", "signature_missing", { officers: missing.join("、") });
  const size = pdf.bytes.length;
  if (covered === size) return say("yes", "covers_all");
  const stamped = report.signatures.some((s) => s.stamp && s.intact && s.end === size);
  if (stamped && !changedAfter(pdf, covered).length) say("note", "added_harmless");
  else say("no", "added_changes", { count: size - covered });
}

// Compare the pictures in the file with the digests that the case data name.
async function judgePhotos(report, say, images) {
  const embedded = new Set();
  for (const { jpeg } of images) if (jpeg) embedded.add(await sha256Hex(jpeg));
  let matching = 0;
  report.photos.forEach((photo, i) => {
    photo.embedded = photo.digests.some((digest) => embedded.has(digest));
    if (photo.embedded) matching++;
    else if (photo.digests.length > 1) say("no", "photo_replaced", { number: i + 1 });
  });
  if (matching) say("yes", "photos_match", { count: matching });
  if (report.photos.some((photo) => !photo.embedded && photo.digests.length === 1))
    say("note", "photos_reduced");
}

// A paper that was scanned is a PDF of pictures: the code may be read from them.
function judgeScan(report, say, images) {
  if (!report.signatures.length) say("care", "no_attachments");
  report.scans = images
    .slice(0, 12)
    .map(({ jpeg, pixels }) => ({ jpeg, pixels }))
    .filter((p) => p.jpeg || p.pixels);
}

// The page itself: takes files and texts, has them checked in a worker so that it never freezes, and shows
// what came of it.

const FACTS = JSON.parse(document.getElementById("facts").textContent);
const PACKED = document.getElementById("reader").textContent;
const LARGEST = { pdf: 100, picture: 60, text: 1 }; // MB
const PATIENCE_MS = { pdf: 30_000, text: 10_000, digest: 30_000, codes: 40_000 };
const MOST_RESULTS = 20;

const byId = (id) => document.getElementById(id);
let results = [];
let worker = null;
let lastJob = 0;
let queue = Promise.resolve();

// Have a job done in a worker and give up on it after a while. Where a browser has none for us, do it here.
function ask(job) {
  const whole = { facts: FACTS, reader: job.kind === "codes" ? PACKED : "", ...job };
  if (!worker) worker = startWorker();
  if (!worker) return answer(whole);
  const id = ++lastJob;
  return new Promise((resolve, reject) => {
    const stop = (error) => {
      clearTimeout(timer);
      worker.terminate();
      worker = null;
      reject(error);
    };
    const timer = setTimeout(() => stop(new Bad("too_slow")), PATIENCE_MS[job.kind]);
    worker.onerror = () => stop(new Bad("failed"));
    worker.onmessage = ({ data }) => {
      if (data.id !== id) return;
      clearTimeout(timer);
      if ("failed" in data) reject(new Bad(job.kind === "codes" ? "reader_failed" : "failed"));
      else resolve(data.result);
    };
    worker.postMessage({ ...whole, id });
  });
}

function startWorker() {
  try {
    const source = new Blob([byId("core").textContent], { type: "text/javascript" });
    return new Worker(URL.createObjectURL(source));
  } catch {
    return null;
  }
}

function refused(kind, error) {
  const report = newReport(kind);
  const known = error instanceof Bad;
  report.checks.push({ ok: "no", key: known ? error.key : "failed", args: known ? error.args : {} });
  return concluded(report);
}

// Check one thing after the other; `make` returns a report.
function check(name, make) {
  queue = queue.then(async () => {
    byId("status").textContent = word("working", { name });
    let report = null;
    try {
      report = await make();
    } catch (error) {
      report = refused("file", error);
    }
    results = [{ report, name }, ...results].slice(0, MOST_RESULTS);
    showResults();
    byId("status").textContent = word("done", { headline: word(`h_${report.headline}`) });
    const title = document.querySelector(".result h2");
    if (title) title.focus({ preventScroll: true });
    byId("results").scrollIntoView({ block: "start" });
  });
  return queue;
}

async function reportOfFile(file) {
  if (!file.size) throw new Bad("file_empty");
  const head = new Uint8Array(await contentOf(file.slice(0, 4096)));
  const kind = kindOf(head);
  if (!kind) throw new Bad("file_unknown");
  if (file.size > LARGEST[kind] * 1e6) throw new Bad("file_too_large", { most: LARGEST[kind] });
  const bytes = await contentOf(file);
  if (kind === "text") return withPaper(await ask({ kind: "text", text: new TextDecoder().decode(bytes) }));
  if (kind === "picture") return reportOfPicture(file, bytes);
  return reportOfPdf(bytes);
}

async function contentOf(blob) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new Bad("file_unreadable");
  }
}

async function reportOfPdf(bytes) {
  const report = await ask({ kind: "pdf", bytes });
  for (const scan of report.scans) {
    const codes = scan.pixels
      ? (await ask({ kind: "codes", picture: scan.pixels })).codes
      : await codesOfJpeg(scan.jpeg);
    if (codes.length) {
      const read = withPaper(await ask({ kind: "text", text: codes[0] }));
      read.checks.unshift({ ok: "note", key: "from_scan", args: {} });
      return read;
    }
  }
  delete report.scans;
  return report;
}

async function codesOfJpeg(jpeg) {
  try {
    if (statedPixels(jpeg) > MOST_PIXELS) return [];
    return (await codesOf(new Blob([jpeg], { type: "image/jpeg" }))).codes;
  } catch (error) {
    if (error instanceof Bad) return [];
    throw error;
  }
}

async function reportOfPicture(file, bytes) {
  if (statedPixels(new Uint8Array(bytes)) > MOST_PIXELS) throw new Bad("picture_too_large");
  const original = await reportOfOriginal(bytes);
  if (original) return original;
  const { codes, others } = await codesOf(file);
  if (codes.length) return withPaper(await ask({ kind: "text", text: codes[0] }));
  const report = refused("picture", new Bad(others ? "other_code_in_picture" : "no_code_in_picture"));
  if (results.some(({ report: r }) => r.photos.length))
    report.checks.push({ ok: "note", key: "photo_unknown", args: {} });
  return report;
}

// A photo's own file, if a document that was checked before names it by its digest.
async function reportOfOriginal(bytes) {
  const named = results.filter(({ report }) => report.photos.length && report.headline !== "tampered");
  if (!named.length) return null;
  const digest = await ask({ kind: "digest", bytes });
  for (const { report } of named) {
    const place = report.photos.findIndex((photo) => photo.digests.includes(digest));
    if (place < 0) continue;
    const made = newReport("photo");
    const args = { number: place + 1, document: report.statement ? report.statement.number : "" };
    made.checks.push({ ok: "yes", key: "photo_original", args });
    made.headline = "original";
    return made;
  }
  return null;
}

async function codesOf(blob) {
  let bitmap = null;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new Bad("picture_unreadable");
  }
  try {
    let others = 0;
    for (const look of looks(bitmap.width, bitmap.height)) {
      const found = await ask({ kind: "codes", picture: pixelsOf(bitmap, look) });
      if (found.codes.length) return found;
      others = Math.max(others, found.others);
    }
    return { codes: [], others };
  } finally {
    bitmap.close();
  }
}

// Say whether the code on a paper is the one in the PDF that was checked last.
function withPaper(report) {
  const last = results.find(({ report: r }) => r.kind === "pdf" && r.code);
  if (!last || !report.code) return report;
  const same = last.report.code === report.code;
  if (same) report.checks.push({ ok: "yes", key: "paper_same", args: {} });
  else report.checks.push({ ok: "care", key: "paper_other", args: { number: last.report.statement.number } });
  return concluded(report);
}

function takeFiles(list) {
  for (const file of [...list].slice(0, MOST_RESULTS)) check(file.name, () => reportOfFile(file));
}

// --- what is on the page

function showResults() {
  byId("results").replaceChildren(...results.map(card));
}

function showWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = word(place.dataset.word);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  byId("bureau").textContent = FACTS.bureau;
  byId("practice").hidden = !FACTS.practice;
  const limits = WORDS.limits.map(([zh, en]) => filled(language === "zh" ? zh : en, { on: FACTS.exported }));
  byId("limits").replaceChildren(...limits.map((text) => element("li", "", text)));
  byId("keys").replaceChildren(keyList());
  showResults();
}

function keyList() {
  const devices = FACTS.devices.map((d) => {
    const line = element("div", "", outside(`${d.number} ${d.name} `), element("code", "", d.key_id));
    if (d.revoked) line.append(" ", element("span", "hidden-mark", word("keys_revoked", { on: d.revoked })));
    return line;
  });
  const authorities = FACTS.authority_digests.map((digest) =>
    element("div", "", element("code", "", digest)),
  );
  const roots = FACTS.root_digests.map((digest) => element("div", "", element("code", "", digest)));
  return pairs([
    [word("keys_bureau"), outside(FACTS.bureau)],
    [word("keys_exported"), FACTS.exported],
    [word("keys_root"), element("span", "mono finger", FACTS.root)],
    [word("keys_devices"), element("div", "", ...(devices.length ? devices : [word("keys_none")]))],
    [word("keys_roots"), element("div", "", ...(roots.length ? roots : [word("keys_none")]))],
    ...(authorities.length ? [[word("keys_authorities"), element("div", "", ...authorities)]] : []),
    [
      word("keys_documents"),
      String(Object.values(FACTS.documents).filter((d) => d.withdrawn || d.void || d.corrected).length),
    ],
  ]);
}

function listen() {
  byId("choose").onclick = () => byId("files").click();
  byId("shoot").onclick = () => byId("camera").click();
  for (const id of ["files", "camera"]) {
    byId(id).onchange = ({ target }) => {
      takeFiles(target.files);
      target.value = "";
    };
  }
  byId("check").onclick = () =>
    check("", async () => withPaper(await ask({ kind: "text", text: byId("code").value })));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.onclick = () => {
      language = button.dataset.language;
      showWords();
    };
  }
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    byId("drop").classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) byId("drop").classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    byId("drop").classList.remove("over");
    takeFiles(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData && event.clipboardData.files.length) takeFiles(event.clipboardData.files);
  });
}

listen();
showWords();

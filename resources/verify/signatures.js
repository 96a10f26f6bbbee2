// The electronic signatures of a PDF: which bytes each covers, whether these are what was signed, and whose.

const STAMP_KIND = "ETSI.RFC3161";

// Check every signature, the one that covers least first.
async function checkSignatures(pdf, facts) {
  const read = (texts) => texts.map((text) => readCertificate(fromBase64(text)));
  const trust = { roots: read(facts.roots), authorities: read(facts.authorities), revoked: facts.revoked };
  const found = [];
  for (const { name, dict } of signatureFields(pdf)) found.push(await checkSignature(pdf, name, dict, trust));
  return found.sort((a, b) => a.end - b.end);
}

async function checkSignature(pdf, field, dict, trust) {
  const stamp = isName(pdf.value(dict.get("SubFilter")), STAMP_KIND);
  const result = {
    field,
    stamp,
    end: 0,
    intact: false,
    trusted: false,
    signer: "",
    number: "",
    revoked: "",
    at: null,
    problem: "",
  };
  try {
    const { content, contents, end } = coveredBytes(pdf, dict);
    result.end = end;
    const cms = readCms(contents);
    if (cms.certificate)
      Object.assign(result, { signer: cms.certificate.name, number: cms.certificate.number });
    if (stamp) await judgeStamp(result, cms, content, trust);
    else await judgeOfficer(result, cms, { content, contents }, trust, pdf.value(dict.get("M")));
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    result.problem = error.key;
  }
  return result;
}

// ByteRange (12.8.1): all bytes up to `end` but the signature's own hexadecimal string.
function coveredBytes(pdf, dict) {
  const range = pdf.array(dict.get("ByteRange")).map((n) => pdf.value(n));
  const contents = dict.get("Contents");
  if (range.length !== 4 || range.some((n) => !Number.isInteger(n) || n < 0)) throw new Bad("range_strange");
  const [start, first, second, rest] = range;
  const end = second + rest;
  const whole = start === 0 && contents instanceof Text && first === contents.from && second === contents.to;
  if (!whole || end > pdf.bytes.length) throw new Bad("range_strange");
  if (!/^<[0-9A-F]*>$/.test(toLatin(pdf.bytes.subarray(first, second)))) throw new Bad("range_strange");
  const content = joined(pdf.bytes.subarray(0, first), pdf.bytes.subarray(second, end));
  return { content, contents: contents.bytes, end };
}

async function judgeOfficer(result, cms, { content, contents }, { roots, revoked }, stated) {
  result.at = cms.attributes.signingTime ? derTime(cms.attributes.signingTime) : pdfTime(textOf(stated));
  result.intact =
    (await cmsHolds(cms, content)) &&
    (await namesCertificate(cms.attributes.signingCertificate, cms.certificate));
  if (!result.intact) return;
  if (!sameBytes(contents, padTo(plainContainer(cms), contents.length))) throw new Bad("container_changed");
  const usable = cms.certificate.signs !== false && !cms.certificate.critical.length;
  const moment = result.at === null ? Date.now() : result.at;
  result.trusted = usable && Boolean(await rootOf(cms.certificate, cms.certificates, roots, moment));
  result.revoked = revoked[toInteger(cms.certificate.serialNumber).toString()] || "";
}

// A time-stamp covers these bytes, and is believed where the bureau published its authority.
async function judgeStamp(result, cms, content, { authorities }) {
  const { hash, digest, time } = readStamp(cms);
  result.at = time;
  result.intact =
    Boolean(hash) && sameBytes(digest, await digestOf(hash, content)) && (await cmsHolds(cms, cms.inner));
  if (!result.intact || time === null || !cms.certificate.stamps) return;
  result.trusted = Boolean(await rootOf(cms.certificate, cms.certificates, authorities, time));
}

// D:20261124103000+08'00' (7.9.4)
function pdfTime(text) {
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const shift = match[7] ? (Number(match[8]) * 60 + Number(match[9] || 0)) * (match[7] === "-" ? -1 : 1) : 0;
  return Date.UTC(year, month - 1, day, hour, minute - shift, second);
}

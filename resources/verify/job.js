// What the page asks of its worker, and the worker's answers. Without workers the page calls `answer` itself.

let reader = null; // the QR reader's module, from the first picture on

async function answer(job) {
  switch (job.kind) {
    case "text":
      return checkText(job.text, job.facts);
    case "pdf":
      return checkPdf(new Uint8Array(job.bytes), job.facts);
    case "digest":
      return sha256Hex(new Uint8Array(job.bytes));
    default:
      return codesIn(job.picture, job.reader);
  }
}

// The texts of the verification codes in a picture {data, width, height}, data grey or RGBA.
async function codesIn({ data, width, height }, packed) {
  if (!reader) {
    reader = new Promise((resolve) => {
      const wasmBinary = inflate(fromBase64(packed), 8_000_000).slice().buffer;
      resolve(ZXingWASM.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }));
    });
  }
  await reader;
  const picture = { data: data.length === width * height ? rgba(data) : data, width, height };
  for (const more of [{}, { tryDenoise: true }, { binarizer: "GlobalHistogram" }]) {
    const found = await ZXingWASM.readBarcodes(picture, { formats: ["QRCode"], tryHarder: true, ...more });
    const texts = found.map((code) => code.text);
    const ours = texts.filter(isCode);
    if (ours.length) return { codes: [...new Set(ours)], others: 0 };
    if (texts.length) return { codes: [], others: texts.length };
  }
  return { codes: [], others: 0 };
}

function rgba(grey) {
  const out = new Uint8ClampedArray(grey.length * 4);
  for (let i = 0; i < grey.length; i++) {
    out[4 * i] = out[4 * i + 1] = out[4 * i + 2] = grey[i];
    out[4 * i + 3] = 255;
  }
  return out;
}

if (typeof document === "undefined" && typeof self !== "undefined") {
  self.onmessage = async ({ data }) => {
    try {
      self.postMessage({ id: data.id, result: await answer(data) });
    } catch (error) {
      self.postMessage({ id: data.id, failed: String(error && error.message) });
    }
  };
}

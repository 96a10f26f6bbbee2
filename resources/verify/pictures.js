// Pictures, before a browser unpacks them: what kind a file is, how large it claims to be, how to look at it.

const MOST_PIXELS = 150_000_000;
const LARGEST_SIDE = 4096;

// "pdf", "picture", "text", or "" for anything else.
function kindOf(head) {
  const text = toLatin(head.subarray(0, 1024));
  if (text.includes("%PDF-")) return "pdf";
  if (/^(\xff\xd8\xff|\x89PNG|GIF8|BM|RIFF....WEBP)/s.test(text)) return "picture";
  if (/^....ftyp(avif|avis|heic|heix|mif1|msf1)/s.test(text)) return "picture";
  if (/^[\xef\xbb\xbf\s]*HUHANG:/.test(text)) return "text";
  return "";
}

// Width times height as the file states it; 0 where that is not found, which leaves it to the browser.
function statedPixels(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = toLatin(bytes.subarray(0, 16));
  try {
    if (text.startsWith("\x89PNG")) return view.getUint32(16) * view.getUint32(20);
    if (text.startsWith("GIF8")) return view.getUint16(6, true) * view.getUint16(8, true);
    if (text.startsWith("BM")) return Math.abs(view.getInt32(18, true) * view.getInt32(22, true));
    if (text.startsWith("\xff\xd8")) return jpegPixels(view);
  } catch {
    return 0;
  }
  return 0;
}

function jpegPixels(view) {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return view.getUint16(at + 5) * view.getUint16(at + 7);
  }
  return 0;
}

// Ways to look at a picture, the cheapest first: {x, y, width, height, scale}.
function looks(width, height) {
  const longest = Math.max(width, height);
  const found = [{ x: 0, y: 0, width, height, scale: Math.min(1, LARGEST_SIDE / longest) }];
  if (longest <= 1600) found.push({ x: 0, y: 0, width, height, scale: 2 });
  if (longest > 2000) {
    const [w, h] = [Math.ceil(width * 0.6), Math.ceil(height * 0.6)];
    for (const [x, y] of [
      [0, height - h],
      [width - w, height - h],
      [0, 0],
      [width - w, 0],
    ]) {
      found.push({
        x,
        y,
        width: w,
        height: h,
        scale: Math.min(Math.max(w, h) < 2000 ? 2 : 1, LARGEST_SIDE / Math.max(w, h)),
      });
    }
  }
  return found;
}

// The pixels of one look, on white.
function pixelsOf(bitmap, { x, y, width, height, scale }) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

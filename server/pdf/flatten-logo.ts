/** Flattened once for each picture: the brand hands out the same bytes every time. */
const made = new WeakMap<Uint8Array, Promise<Uint8Array>>();

/** A logo as JPEG on white: transparency costs pdfkit ten times the work. */
export function flattenLogo(png: Uint8Array): Promise<Uint8Array> {
  const known = made.get(png) ?? flatten(png);
  made.set(png, known);
  return known;
}

async function flatten(png: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(png).flatten({ background: "#ffffff" }).jpeg({ quality: 90 }).toBuffer();
}

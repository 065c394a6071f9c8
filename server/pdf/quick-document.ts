import PDFDocument from "pdfkit";
import { shareable, type StandardFont } from "./shared-font";

/** What of pdfkit's insides (0.20, pinned) is taken over here; `letter.test.ts` holds the bytes to what pdfkit alone writes. */
type Inside = {
  _fontFamilies: Record<string, StandardFont>;
  _fontCount: number;
  _font: StandardFont;
  _offset: number;
  _write(data: string | Uint8Array): void;
};

const shared = new Map<string, StandardFont>();

function sharedFont(name: string): StandardFont {
  const known = shared.get(name);
  if (known) return known;
  const probe = new PDFDocument({ font: name, autoFirstPage: false });
  const font = shareable((probe as unknown as Inside)._font);
  shared.set(name, font);
  return font;
}

/**
 * A document of pdfkit that writes the same bytes in a fraction of its time: fonts are read once for each process, and
 * what is written goes into one buffer rather than through a stream.
 */
export function openDocument(options: PDFKit.PDFDocumentOptions): {
  doc: PDFKit.PDFDocument;
  finish: () => Uint8Array;
} {
  const written: Uint8Array[] = [];
  const doc = new PDFDocument({ ...options, autoFirstPage: false, font: null as never });
  const inside = doc as unknown as Inside;
  // What the constructor wrote stands in the stream still.
  const head: unknown = doc.read();
  if (head instanceof Uint8Array) written.push(head);
  inside._write = (data) => {
    const bytes = typeof data === "string" ? Buffer.from(`${data}\n`, "latin1") : data;
    written.push(bytes);
    inside._offset += bytes.length;
  };
  doc.font = (name) => {
    if (typeof name !== "string") throw new TypeError("only the standard fonts");
    inside._fontFamilies[name] ??= own(sharedFont(name), doc, `F${++inside._fontCount}`);
    inside._font = inside._fontFamilies[name];
    return doc;
  };
  doc.font("Helvetica");
  doc.addPage();
  return {
    doc,
    finish: () => {
      doc.end();
      return Buffer.concat(written);
    },
  };
}

/** The font as one document's: its own number and place in the file, everything else shared. */
const own = (font: StandardFont, document: PDFKit.PDFDocument, id: string): StandardFont =>
  Object.assign(Object.create(font) as StandardFont, { document, id });

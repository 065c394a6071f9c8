import fc from "fast-check";
import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { openDocument } from "./quick-document";
import { winAnsi } from "./win-ansi";

const FONTS = ["Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Courier-Bold"];
const at = new Date("2026-03-14T15:09:00Z");
const options = { size: "A4", bufferPages: true, info: { CreationDate: at, ModDate: at } } as const;

function draw(doc: PDFKit.PDFDocument, texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    doc.font(FONTS[index % FONTS.length] ?? "Helvetica").fontSize(7 + (index % 5));
    doc.text(text, { width: 180, align: index % 2 ? "right" : "left" });
  }
}

function alone(texts: readonly string[]): Promise<Buffer> {
  const doc = new PDFDocument(options);
  const chunks: Uint8Array[] = [];
  doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve) =>
    doc.on("end", () => resolve(Buffer.concat(chunks))),
  );
  draw(doc, texts);
  doc.end();
  return whole;
}

test("whatever is written, in any of the fonts, the bytes are those of pdfkit alone", async () => {
  const text = fc.string({ unit: "grapheme", maxLength: 80 }).map(winAnsi);
  const words = fc.lorem({ maxCount: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(text, words), { maxLength: 12 }), async (texts) => {
      const { doc, finish } = openDocument(options);
      draw(doc, texts);
      expect(Buffer.from(finish()).equals(await alone(texts))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("two documents at once do not write into each other", async () => {
  const one = openDocument(options);
  const other = openDocument(options);
  draw(one.doc, ["Uno, con ñ", "AV To We"]);
  draw(other.doc, ["Otro €"]);
  expect(Buffer.from(one.finish()).equals(await alone(["Uno, con ñ", "AV To We"]))).toBe(true);
  expect(Buffer.from(other.finish()).equals(await alone(["Otro €"]))).toBe(true);
});

import { INK, MARGIN, QUIET } from "@/server/pdf/paper";
import type { Sheet, SheetPair } from "./sheet";

type Doc = PDFKit.PDFDocument;
type Root = PDFKit.PDFStructureElement;

const LINE = 15;

/** Totals on the right, kept together; below them taxes by rate and what was paid, over the page's width. */
export function drawSums(doc: Doc, root: Root, { totals, sections, head }: Sheet): void {
  const width = doc.page.width - 2 * MARGIN;
  const half = width * 0.46;
  room(doc, totals.length * LINE + 8);
  for (const pair of totals)
    drawPair(doc, root, pair, { x: MARGIN + width - half, width: half, strong: head.text });
  doc.y += 8;
  for (const { title, rows } of sections) {
    if (rows.length === 0) continue;
    room(doc, Math.min(rows.length, 4) * LINE + 20);
    root.add(
      doc.struct("H2", {}, () =>
        doc
          .font("Helvetica-Bold")
          .fontSize(9.5)
          .fillColor(INK)
          .text(title, MARGIN, doc.y, { width }),
      ),
    );
    doc.y += 4;
    for (const row of rows) {
      room(doc, LINE);
      drawPair(doc, root, row, { x: MARGIN, width, strong: INK });
    }
    doc.y += 8;
  }
  doc.x = MARGIN;
}

type Place = { x: number; width: number; strong: string };

function drawPair(doc: Doc, root: Root, pair: SheetPair, { x, width, strong }: Place): void {
  const y = doc.y;
  const size = pair.strong ? 11 : 9;
  root.add(
    doc.struct("P", {}, () => {
      doc.font(pair.strong ? "Helvetica-Bold" : "Helvetica").fontSize(size);
      doc.fillColor(pair.strong ? strong : QUIET);
      doc.text(`${pair.label} `, x, y, { width: width * 0.62, height: LINE, ellipsis: true });
      doc.fillColor(pair.strong ? strong : INK);
      doc.text(pair.value, x + width * 0.62, y, { width: width * 0.38, align: "right" });
    }),
  );
  doc.y = y + LINE;
}

function room(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
}

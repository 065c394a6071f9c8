import { type Letterhead, INK, MARGIN, QUIET } from "./paper";
import { winAnsi } from "./win-ansi";

/** Stripe, logo or name, the company's line, and page numbers on every page; marked as no part of the text. */
export function drawLetterhead(doc: PDFKit.PDFDocument, head: Letterhead): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    // Below the bottom margin pdfkit would begin a new page.
    doc.page.margins.bottom = 0;
    doc.markContent("Artifact", { type: "Pagination" });
    drawHead(doc, head);
    drawFoot(doc, head, `${page + 1} / ${count}`);
    doc.endMarkedContent();
  }
}

function drawHead(doc: PDFKit.PDFDocument, { name, text, fill, logo, header }: Letterhead): void {
  const width = doc.page.width - 2 * MARGIN;
  doc.rect(0, 0, doc.page.width, 6).fill(fill);
  if (logo) doc.image(Buffer.from(logo), MARGIN, 40, { fit: [180, 44] });
  else
    doc
      .font("Helvetica-Bold")
      .fontSize(17)
      .fillColor(text)
      .text(winAnsi(name), MARGIN, 50, { width: width / 2, height: 44, ellipsis: true });
  doc
    .font("Helvetica")
    .fontSize(9)
    .fillColor(QUIET)
    .text(winAnsi(header), MARGIN + width / 2, 54, {
      ...{ width: width / 2, height: 30, align: "right", ellipsis: true },
    });
  doc
    .moveTo(MARGIN, 98)
    .lineTo(MARGIN + width, 98)
    .lineWidth(0.5)
    .strokeColor("#d4d4d8")
    .stroke();
}

function drawFoot(doc: PDFKit.PDFDocument, { footer }: Letterhead, number: string): void {
  const width = doc.page.width - 2 * MARGIN;
  const y = doc.page.height - 60;
  doc
    .moveTo(MARGIN, y - 12)
    .lineTo(MARGIN + width, y - 12)
    .lineWidth(0.5)
    .strokeColor("#d4d4d8")
    .stroke();
  doc.font("Helvetica").fontSize(8).fillColor(QUIET);
  doc.text(winAnsi(footer), MARGIN, y, { width: width - 60, height: 24, ellipsis: true });
  doc.text(number, MARGIN + width - 50, y, { width: 50, align: "right" });
  doc.fillColor(INK);
}

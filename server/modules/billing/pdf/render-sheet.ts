import { drawLetterhead } from "@/server/pdf/draw-letterhead";
import { drawQr } from "@/server/pdf/draw-qr";
import { INK, MARGIN, openPaper, QUIET } from "@/server/pdf/paper";
import { winAnsi } from "@/server/pdf/win-ansi";
import { drawSums } from "./draw-sums";
import { drawTable } from "./draw-table";
import type { Sheet, SheetPair } from "./sheet";

type Doc = PDFKit.PDFDocument;
type Root = PDFKit.PDFStructureElement;

/** The document as PDF bytes on as many A4 pages as it needs; the same document is always the same bytes. */
export async function renderSheet(given: Sheet): Promise<Uint8Array> {
  const sheet = drawable(given);
  const { doc, finish } = openPaper(sheet);
  const root = doc.struct("Document");
  doc.addStructure(root);
  drawHead(doc, root, sheet);
  drawParties(doc, root, sheet);
  drawNote(doc, root, sheet.before);
  drawTable(doc, root, sheet);
  drawSums(doc, root, sheet);
  drawPayment(doc, root, sheet.payment);
  drawNote(doc, root, sheet.after);
  if (sheet.qr) drawQr(doc, root, sheet.qr);
  root.end();
  drawLetterhead(doc, sheet.head);
  return finish();
}

/** Every text in letters that the standard fonts have. */
function drawable(sheet: Sheet): Sheet {
  const pair = ({ label, value, ...rest }: SheetPair) => ({
    ...rest,
    label: winAnsi(label),
    value: winAnsi(value),
  });
  const party = ({ label, lines }: Sheet["from"]) => ({
    label: winAnsi(label),
    lines: lines.filter(Boolean).map(winAnsi),
  });
  return {
    ...sheet,
    title: winAnsi(sheet.title),
    notices: sheet.notices.map(winAnsi),
    from: party(sheet.from),
    to: party(sheet.to),
    facts: sheet.facts.map(pair),
    before: winAnsi(sheet.before),
    payment: {
      title: winAnsi(sheet.payment.title),
      lines: sheet.payment.lines.map(winAnsi),
    },
    after: winAnsi(sheet.after),
    columns: sheet.columns.map((column) => ({ ...column, label: winAnsi(column.label) })),
    rows: sheet.rows.map(({ cells, note }) => ({ cells: cells.map(winAnsi), note: winAnsi(note) })),
    totals: sheet.totals.map(pair),
    sections: sheet.sections.map(({ title, rows }) => ({
      title: winAnsi(title),
      rows: rows.map(pair),
    })),
  };
}

function drawHead(doc: Doc, root: Root, { title, notices }: Sheet): void {
  const width = doc.page.width - 2 * MARGIN;
  root.add(
    doc.struct("H1", {}, () => {
      doc.font("Helvetica-Bold").fontSize(17).fillColor(INK).text(title, MARGIN, 118, { width });
    }),
  );
  for (const notice of notices)
    root.add(
      doc.struct("P", {}, () => {
        doc.moveDown(0.25);
        doc.font("Helvetica-Bold").fontSize(9).fillColor("#92400e").text(notice, { width });
      }),
    );
  doc.moveDown(0.8);
}

/** Who issues on the left, who it is for in the middle, days and terms on the right. */
function drawParties(doc: Doc, root: Root, { from, to, facts }: Sheet): void {
  const width = (doc.page.width - 2 * MARGIN - 32) / 3;
  const top = doc.y;
  let low = top;
  for (const [place, { label, lines }] of [from, to].entries()) {
    const x = MARGIN + place * (width + 16);
    root.add(
      doc.struct("P", {}, () => {
        doc.font("Helvetica").fontSize(8).fillColor(QUIET).text(label, x, top, { width });
        for (const [index, line] of lines.entries())
          doc
            .font(index === 0 ? "Helvetica-Bold" : "Helvetica")
            .fontSize(9)
            .fillColor(INK)
            .text(line, x, doc.y + (index === 0 ? 2 : 0), { width });
      }),
    );
    low = Math.max(low, doc.y);
  }
  doc.y = top;
  const x = MARGIN + 2 * (width + 16);
  for (const { label, value } of facts) {
    const y = doc.y;
    root.add(
      doc.struct("P", {}, () => {
        doc.font("Helvetica").fontSize(8).fillColor(QUIET);
        doc.text(`${label}: `, x, y + 1, { width: width * 0.45 });
        const labelEnd = doc.y;
        doc.font("Helvetica").fontSize(9).fillColor(INK);
        doc.text(value, x + width * 0.45, y, { width: width * 0.55, align: "right" });
        doc.y = Math.max(labelEnd, doc.y) + 1;
      }),
    );
  }
  doc.x = MARGIN;
  doc.y = Math.max(low, doc.y) + 14;
}

/** How to pay, kept with its title. */
function drawPayment(doc: Doc, root: Root, { title, lines }: Sheet["payment"]): void {
  if (lines.length === 0) return;
  const width = doc.page.width - 2 * MARGIN;
  if (doc.y + 40 > doc.page.height - doc.page.margins.bottom) doc.addPage();
  root.add(
    doc.struct("H2", {}, () => {
      doc.font("Helvetica-Bold").fontSize(9.5).fillColor(INK).text(title, MARGIN, doc.y, { width });
    }),
  );
  doc.moveDown(0.3);
  for (const line of lines)
    root.add(
      doc.struct("P", {}, () => {
        doc.font("Helvetica").fontSize(9).fillColor(INK).text(line, MARGIN, doc.y, { width });
      }),
    );
  doc.moveDown(0.8);
}

function drawNote(doc: Doc, root: Root, note: string): void {
  if (!note) return;
  const width = doc.page.width - 2 * MARGIN;
  root.add(
    doc.struct("P", {}, () => {
      doc.font("Helvetica").fontSize(9).fillColor(INK);
      doc.text(note, MARGIN, doc.y, { width, lineGap: 2 });
    }),
  );
  doc.moveDown(0.8);
}

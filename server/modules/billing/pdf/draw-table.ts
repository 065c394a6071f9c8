import { INK, MARGIN, QUIET } from "@/server/pdf/paper";
import type { Sheet, SheetColumn, SheetRow } from "./sheet";

type Doc = PDFKit.PDFDocument;
type Tag = PDFKit.PDFStructureElement;
type Placed = SheetColumn & { x: number; points: number };

const GAP = 8;

/** The lines as a tagged table; where a row does not fit it begins a page, under the columns' names again. */
export function drawTable(doc: Doc, root: PDFKit.PDFStructureElement, sheet: Sheet): void {
  const { columns, rows } = sheet;
  if (rows.length === 0) return;
  const width = doc.page.width - 2 * MARGIN;
  let x = MARGIN;
  const placed = columns.map((column, index) => {
    const gap = index === columns.length - 1 ? 0 : GAP;
    const one = { ...column, x, points: column.width * width - gap };
    x += column.width * width;
    return one;
  });
  const table = doc.struct("Table");
  root.add(table);
  addNames(doc, table, placed, sheet.head.fill);
  const bottom = doc.page.height - doc.page.margins.bottom;
  for (const row of rows) {
    const height = heightOf(doc, placed, row);
    if (doc.y + height > bottom) {
      doc.addPage();
      addNames(doc, table, placed, sheet.head.fill);
    }
    addRow(doc, table, placed, { row, height });
  }
  table.end();
  doc.x = MARGIN;
  doc.y += 10;
}

function addNames(doc: Doc, table: Tag, columns: readonly Placed[], fill: string): void {
  const top = doc.y;
  const size = 8;
  doc.font("Helvetica-Bold").fontSize(size);
  const height =
    Math.max(...columns.map(({ label, points }) => doc.heightOfString(label, { width: points }))) +
    6;
  const row = doc.struct("TR");
  for (const { label, x, points, align } of columns)
    row.add(
      doc.struct("TH", {}, () =>
        doc
          .font("Helvetica-Bold")
          .fontSize(size)
          .fillColor(QUIET)
          .text(label, x, top, { width: points, align }),
      ),
    );
  row.end();
  // What is in a tag is drawn when the tag joins the tree: only then the place below is known.
  table.add(row);
  rule(doc, top + height - 2, fill, 1);
  doc.y = top + height + 3;
}

function heightOf(doc: Doc, columns: readonly Placed[], { cells, note }: SheetRow): number {
  doc.font("Helvetica").fontSize(9);
  const first = columns[0]?.points ?? 0;
  const tall = columns.map(({ points }, index) =>
    doc.heightOfString(cells[index] ?? "", { width: points }),
  );
  if (note) tall[0] = (tall[0] ?? 0) + doc.fontSize(8).heightOfString(note, { width: first }) + 1;
  return Math.max(...tall) + 7;
}

function addRow(
  doc: Doc,
  table: Tag,
  columns: readonly Placed[],
  { row: { cells, note }, height }: { row: SheetRow; height: number },
): void {
  const top = doc.y;
  const row = doc.struct("TR");
  for (const [index, { x, points, align }] of columns.entries())
    row.add(
      doc.struct("TD", {}, () => {
        doc.font("Helvetica").fontSize(9).fillColor(INK);
        doc.text(cells[index] ?? "", x, top, { width: points, align });
        if (index === 0 && note)
          doc
            .fontSize(8)
            .fillColor(QUIET)
            .text(note, x, doc.y + 1, { width: points });
      }),
    );
  row.end();
  table.add(row);
  rule(doc, top + height - 4, "#e4e4e7", 0.5);
  doc.y = top + height;
}

/** A line across the page: no part of the text. */
function rule(doc: Doc, y: number, colour: string, thick: number): void {
  doc.markContent("Artifact", { type: "Layout" });
  doc
    .moveTo(MARGIN, y)
    .lineTo(doc.page.width - MARGIN, y)
    .lineWidth(thick)
    .strokeColor(colour)
    .stroke();
  doc.endMarkedContent();
}

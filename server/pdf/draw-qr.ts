import { encode } from "uqr";
import { INK, MARGIN } from "./paper";

/** Side in points: about 3.5 cm, readable by any phone at arm's length. */
const SIDE = 100;

/** Codes by address: a tenant's letters all lead to its portal. */
const known = new Map<string, readonly (readonly boolean[])[]>();
const KEPT = 100;

function codeOf(address: string): readonly (readonly boolean[])[] {
  const made = known.get(address) ?? encode(address, { ecc: "M", border: 0 }).data;
  if (known.size >= KEPT) known.clear();
  known.set(address, made);
  return made;
}

/** A QR code below the text, as filled squares; read out as its address. */
export function drawQr(
  doc: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  address: string,
): void {
  const data = codeOf(address);
  const step = SIDE / data.length;
  if (doc.y + SIDE > doc.page.height - doc.page.margins.bottom) doc.addPage();
  const top = doc.y;
  const draw = () => {
    for (const [y, row] of data.entries())
      for (let x = 0; x < row.length; x++) {
        if (!row[x]) continue;
        const from = x;
        while (row[x + 1]) x += 1;
        doc.rect(MARGIN + from * step, top + y * step, (x - from + 1) * step, step);
      }
    doc.fill(INK);
  };
  root.add(doc.struct("Figure", { alt: address }, draw));
  doc.y = top + SIDE + 16;
}

import type { FilledBlock } from "@/server/modules/templates/rules/fill-blocks";
import { drawBlocks } from "./draw-blocks";
import { drawLetterhead } from "./draw-letterhead";
import { drawQr } from "./draw-qr";
import { INK, openPaper, type Paper } from "./paper";
import { winAnsi } from "./win-ansi";

/** A letter: what is said, the day it was made, and at most one address as a QR code. */
export type Letter = Paper & {
  /** The day, written in the reader's language. */
  date: string;
  blocks: readonly FilledBlock[];
  qr: string | null;
};

/** The letter as PDF bytes, on as many pages as it needs; the same letter is always the same bytes. */
export async function renderLetter(letter: Letter): Promise<Uint8Array> {
  const { doc, finish } = openPaper({ ...letter, title: winAnsi(letter.title) });
  const root = doc.struct("Document");
  doc.addStructure(root);
  root.add(
    doc.struct("P", {}, () =>
      doc.font("Helvetica").fontSize(9.5).fillColor("#52525b").text(winAnsi(letter.date)),
    ),
  );
  doc.moveDown(1.2);
  root.add(
    doc.struct("H1", {}, () =>
      doc.font("Helvetica-Bold").fontSize(19).fillColor(INK).text(winAnsi(letter.title)),
    ),
  );
  doc.moveDown(0.8);
  drawBlocks(doc, root, letter.blocks, letter.head);
  if (letter.qr) drawQr(doc, root, letter.qr);
  root.end();
  drawLetterhead(doc, letter.head);
  return finish();
}

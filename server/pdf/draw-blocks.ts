import type { FilledBlock, FilledInline } from "@/server/modules/templates/rules/fill-blocks";
import { INK, type Letterhead, MARGIN, QUIET } from "./paper";
import { winAnsi } from "./win-ansi";

type Run = { text: string; font: string; href: string | null };

/** Text of a letter, block by block, each tagged for screen readers. */
export function drawBlocks(
  doc: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  blocks: readonly FilledBlock[],
  head: Letterhead,
): void {
  for (const block of blocks) {
    if (block.kind === "list") {
      for (const item of block.items)
        root.add(
          doc.struct("P", {}, () => drawRuns(doc, [BULLET, ...runsOf(item)], { indent: 12 })),
        );
      doc.moveDown(0.6);
      continue;
    }
    root.add(
      doc.struct(block.kind === "heading" ? "H2" : "P", {}, () => drawBlock(doc, block, head)),
    );
  }
}

const BULLET: Run = { text: "•  ", font: "Helvetica", href: null };

function drawBlock(
  doc: PDFKit.PDFDocument,
  block: Exclude<FilledBlock, { kind: "list" }>,
  { text }: Letterhead,
): void {
  switch (block.kind) {
    case "heading":
      drawRuns(doc, runsOf(block.children, "Helvetica-Bold"), { size: 13, colour: text });
      doc.moveDown(0.4);
      return;
    case "code":
      drawRuns(doc, [{ text: winAnsi(block.text), font: "Courier-Bold", href: null }], {
        size: 20,
      });
      doc.moveDown(0.7);
      return;
    case "button":
      drawRuns(doc, runsOf(block.children, "Helvetica-Bold"), { colour: text, href: block.href });
      drawRuns(doc, [{ text: winAnsi(block.href), font: "Helvetica", href: block.href }], {
        ...{ size: 9.5, colour: QUIET },
      });
      doc.moveDown(0.8);
      return;
    default:
      drawRuns(doc, runsOf(block.children), {});
      doc.moveDown(0.8);
  }
}

type Look = { size?: number; colour?: string; indent?: number; href?: string };

function drawRuns(doc: PDFKit.PDFDocument, runs: readonly Run[], look: Look): void {
  const { size = 11, colour = INK, indent = 0, href = null } = look;
  const width = doc.page.width - 2 * MARGIN - indent;
  const shown = runs.filter((run) => run.text !== "");
  doc.fontSize(size).fillColor(colour);
  doc.x = MARGIN + indent;
  for (const [index, run] of shown.entries()) {
    const link = run.href ?? href;
    doc.font(run.font).text(run.text, {
      ...{ width, lineGap: 3.5, continued: index < shown.length - 1 },
      ...{ link, underline: run.href !== null && href === null },
    });
  }
  doc.x = MARGIN;
}

function runsOf(children: readonly FilledInline[], font = "Helvetica"): Run[] {
  return children.flatMap((node): Run[] => {
    switch (node.kind) {
      case "text":
        return [{ text: winAnsi(node.text), font, href: null }];
      case "break":
        return [{ text: "\n", font, href: null }];
      case "strong":
        return runsOf(node.children, "Helvetica-Bold");
      case "em":
        return runsOf(node.children, "Helvetica-Oblique");
      default:
        return runsOf(node.children, font).map((run) => ({ ...run, href: node.href }));
    }
  });
}

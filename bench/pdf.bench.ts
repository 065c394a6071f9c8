import PDFDocument from "pdfkit";
import { type Letter, renderLetter } from "@/server/pdf/render-letter";
import { type Measure, sideBySide } from "./report";

const words = (text: string) => [{ kind: "text" as const, text }];
const letter: Letter = {
  title: "Te damos la bienvenida, María Quispe",
  locale: "es",
  at: new Date("2026-03-14T15:09:00Z"),
  date: "14 de marzo de 2026",
  head: {
    ...{ name: "FibraNet", text: "#0b5fa5", fill: "#0b7ad1", logo: null },
    ...{ header: "FibraNet S.A.C.", footer: "Av. Arequipa 1234, Lima" },
  },
  blocks: Array.from({ length: 8 }, (_, n) => ({
    kind: "paragraph" as const,
    children: words(`Párrafo ${n}: gracias por elegirnos. `.repeat(4)),
  })),
  qr: "https://fibranet.example/portal",
};

/** Letters a second, one after another, against pdfkit that writes the same paragraphs on a bare page. */
export async function run(): Promise<Measure[]> {
  const sides = await sideBySide(
    5,
    () => rate(() => renderLetter(letter)),
    () => rate(bare),
  );
  return [
    {
      name: "PDF letters",
      ...sides,
      against: "bare pdfkit, same paragraphs, no tags, letterhead or QR",
      unit: "documents/s",
      bar: "≥ 0.5×",
    },
  ];
}

async function rate(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < 1_500) {
    await work();
    done += 1;
  }
  return (done * 1000) / (performance.now() - start);
}

function bare(): Promise<number> {
  const doc = new PDFDocument({ size: "A4" });
  let bytes = 0;
  doc.on("data", (chunk: Uint8Array) => (bytes += chunk.length));
  const whole = new Promise<number>((resolve) => doc.on("end", () => resolve(bytes)));
  doc.font("Helvetica").fontSize(11).text(letter.title);
  for (const block of letter.blocks)
    if (block.kind === "paragraph")
      for (const part of block.children) if (part.kind === "text") doc.text(part.text).moveDown();
  doc.end();
  return whole;
}

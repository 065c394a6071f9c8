import PDFDocument from "pdfkit";
import { type InvoiceFacts, invoiceSheet } from "@/server/modules/billing/pdf/invoice-sheet";
import { renderSheet } from "@/server/modules/billing/pdf/render-sheet";
import { speechOf } from "@/server/modules/billing/pdf/words";
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

const line = {
  ...{ description: "Fibra 200 Mbps · Casa Miraflores", quantity: "1", unitPrice: "89.9" },
  ...{ taxCode: "IGV", taxRate: "18", netMinor: 7619, taxMinor: 1371, totalMinor: 8990 },
  ...{ periodStart: "2026-03-01", periodEnd: "2026-04-01" },
};
const invoice: InvoiceFacts = {
  ...{ number: "NV01-00001284", documentStatus: "finalized", fiscal: false },
  ...{ currency: "PEN", fxRate: null, issuedOn: "2026-03-01", dueOn: "2026-03-11" },
  ...{ periodStart: "2026-03-01", periodEnd: "2026-04-01", note: "", writtenOffMinor: 0 },
  ...{ netMinor: 22857, taxMinor: 4113, totalMinor: 26970, openMinor: 26970 },
  ...{ lines: [line, line, line], settlements: [] },
};
const speech = speechOf("es", "PE", "PEN");
const sheet = invoiceSheet(invoice, {
  ...{
    speech,
    head: letter.head,
    at: letter.at,
    payWays: [],
    payUrl: null,
    before: "",
    after: "Gracias por tu preferencia.",
  },
  issuer: {
    ...{ legalName: "FibraNet S.A.C.", taxId: "20601234567" },
    ...{ address: "Av. Arequipa 1234, Lima", phone: "+51 1 234 5678" },
  },
  recipient: {
    ...{ name: "María Quispe", taxIdKind: "dni", taxId: "45678912" },
    address: "Jr. Unión 456, Lima",
  },
});

/** Letters and invoices a second, one after another, against pdfkit that writes the same paragraphs on a bare page. */
export async function run(): Promise<Measure[]> {
  const sides = await sideBySide(
    5,
    () => rate(() => renderLetter(letter)),
    () => rate(bare),
  );
  const invoices = await sideBySide(
    5,
    () => rate(() => renderSheet(sheet)),
    () => rate(bareInvoice),
  );
  return [
    {
      name: "PDF invoices",
      ...invoices,
      against: "bare pdfkit, same texts at the same places, no tags, letterhead or table",
      unit: "documents/s",
      bar: "≥ 0.5×",
    },
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

/** The same texts, written at fixed places: no tags, no measuring, no letterhead. */
function bareInvoice(): Promise<number> {
  const doc = new PDFDocument({ size: "A4" });
  let bytes = 0;
  doc.on("data", (chunk: Uint8Array) => (bytes += chunk.length));
  const whole = new Promise<number>((resolve) => doc.on("end", () => resolve(bytes)));
  doc.font("Helvetica").fontSize(9).text(sheet.title, 56, 118);
  for (const text of [...sheet.from.lines, ...sheet.to.lines]) doc.text(text);
  for (const { label, value } of [...sheet.facts, ...sheet.totals]) doc.text(`${label} ${value}`);
  for (const { label } of sheet.columns) doc.text(label);
  for (const { cells, note } of sheet.rows) {
    for (const cell of cells) doc.text(cell);
    doc.text(note);
  }
  for (const { title, rows } of sheet.sections) {
    doc.text(title);
    for (const { label, value } of rows) doc.text(`${label} ${value}`);
  }
  doc.text(sheet.after).end();
  return whole;
}

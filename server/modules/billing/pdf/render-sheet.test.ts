import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test, vi } from "vitest";
import type { Locale } from "@/server/tenancy/context";
import { creditNoteSheet } from "./credit-note-sheet";
import type { Frame } from "./frame";
import { type InvoiceFacts, type InvoiceLine, invoiceSheet } from "./invoice-sheet";
import { receiptSheet } from "./receipt-sheet";
import { renderSheet } from "./render-sheet";
import { statementSheet } from "./statement-sheet";
import { speechOf } from "./words";

const frame = (locale: Locale = "es"): Frame => ({
  speech: speechOf(locale, "PE", "PEN"),
  head: {
    ...{ name: "FibraNet", text: "#0b5fa5", fill: "#0b7ad1", logo: null },
    ...{ header: "FibraNet S.A.C.", footer: "Av. Arequipa 1234, Lima · +51 1 234 5678" },
  },
  at: new Date("2026-03-14T15:09:00Z"),
  issuer: {
    ...{ legalName: "FibraNet S.A.C.", taxId: "20601234567" },
    ...{ address: "Av. Arequipa 1234, Lima", phone: "+51 1 234 5678" },
  },
  recipient: {
    ...{ name: "Ñusta Peñafiel Gonçalves", taxIdKind: "dni", taxId: "45678912" },
    address: "Jr. Unión 456, Miraflores, Lima",
  },
  payWays: [],
  payUrl: null,
  before: "",
  after: "Gracias por tu preferencia.",
});
const line = (over: Partial<InvoiceLine> = {}): InvoiceLine => ({
  ...{ description: "Fibra 200 Mbps · Casa Miraflores", quantity: "1", unitPrice: "89.9" },
  ...{ taxCode: "IGV", taxRate: "18", netMinor: 7619, taxMinor: 1371, totalMinor: 8990 },
  ...{ periodStart: "2026-03-01", periodEnd: "2026-04-01" },
  ...over,
});
const invoice = (over: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  ...{ number: "NV01-00001284", documentStatus: "finalized", fiscal: false },
  ...{ currency: "PEN", fxRate: null, issuedOn: "2026-03-01", dueOn: "2026-03-11" },
  ...{ periodStart: "2026-03-01", periodEnd: "2026-04-01" },
  ...{ netMinor: 12619, taxMinor: 1371, totalMinor: 13990, openMinor: 8990, writtenOffMinor: 0 },
  note: "",
  lines: [
    line(),
    line({
      ...{ description: "Instalación de cámara (exonerado)", taxCode: "EXO", taxRate: "0" },
      ...{ netMinor: 5000, taxMinor: 0, totalMinor: 5000, periodStart: null, periodEnd: null },
    }),
  ],
  settlements: [
    { kind: "payment", number: "RP01-00000007", onDay: "2026-03-05", amountMinor: 5000 },
  ],
  ...over,
});

const open = (bytes: Uint8Array) => getDocumentProxy(new Uint8Array(bytes));
const read = async (bytes: Uint8Array) =>
  (await extractText(await open(bytes), { mergePages: true })).text.replaceAll(/\s+/g, " ");
const pagesOf = async (bytes: Uint8Array) => (await open(bytes)).numPages;

describe("an invoice on paper", () => {
  test("says how to pay while something is open, and no longer once it is paid", async () => {
    const payWays = ["BCP (PEN): 191-1234567-0-12 · FibraNet S.A.C.", "Yape: 987 654 321"];
    const paying = { ...frame(), payWays };
    const words = await read(await renderSheet(invoiceSheet(invoice(), paying)));
    for (const some of ["Cómo pagar", ...payWays]) expect(words).toContain(some);
    for (const over of [{ openMinor: 0 }, { documentStatus: "voided" }])
      expect(await read(await renderSheet(invoiceSheet(invoice(over), paying)))).not.toContain(
        "Yape",
      );
  });

  test("says who, what, for which days, each tax by its rate, what was paid and what is left", async () => {
    const bytes = await renderSheet(invoiceSheet(invoice(), frame()));
    if (process.env["PDF_OUT"]) writeFileSync(`${process.env["PDF_OUT"]}/invoice.pdf`, bytes);
    const words = await read(bytes);
    for (const some of [
      "Documento de cobro NV01-00001284",
      "Documento sin valor fiscal",
      "Ñusta Peñafiel Gonçalves",
      "DNI 45678912",
      "20601234567",
      "11/03/2026",
      "01/03/2026 al 31/03/2026",
      "Instalación de cámara (exonerado)",
      "IGV 18 % sobre S/ 76.19",
      "S/ 13.71",
      "EXO 0 % sobre S/ 50.00",
      "S/ 139.90",
      "Pago RP01-00000007 · 05/03/2026",
      "Por pagar",
      "S/ 89.90",
      "1 / 1",
    ])
      expect(words).toContain(some);
  });

  test("speaks its reader's language, and loses the notice with a fiscal series", async () => {
    const said = async (locale: Locale, over: Partial<InvoiceFacts> = {}) =>
      read(await renderSheet(invoiceSheet(invoice(over), frame(locale))));
    expect(await said("en")).toContain("Document without fiscal value");
    expect(await said("pt")).toContain("Documento de cobrança NV01-00001284");
    expect(await said("es", { fiscal: true })).not.toContain("sin valor fiscal");
    expect(await said("es", { documentStatus: "voided" })).toContain("Anulado");
    const draft = await said("es", { documentStatus: "draft", number: "" });
    expect(draft).toContain("Borrador: todavía no es una deuda");
    expect(draft).not.toContain("Por pagar");
  });

  test("is the same bytes for the same data, whatever the clock; this one's hash is known", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2030-01-01T00:00:00Z") });
    const one = await renderSheet(invoiceSheet(invoice(), frame()));
    vi.setSystemTime(new Date("2031-05-05T05:05:05Z"));
    const other = await renderSheet(invoiceSheet(invoice(), frame()));
    vi.useRealTimers();
    expect(Buffer.compare(one, other)).toBe(0);
    const hash = createHash("sha256").update(one).digest("hex").slice(0, 16);
    expect(hash).toBe("f3f82a5889d7a15e");
  });

  test("goes on over pages with two hundred lines, the columns' names on each, no line lost", async () => {
    const lines = Array.from({ length: 200 }, (_, n) =>
      line({ description: `Servicio n.º ${n};` }),
    );
    const bytes = await renderSheet(invoiceSheet(invoice({ lines }), frame()));
    const pages = await pagesOf(bytes);
    expect(pages).toBeGreaterThan(7);
    const words = await read(bytes);
    for (let n = 0; n < 200; n++) expect(words).toContain(`Servicio n.º ${n};`);
    expect(words.split("Descripción")).toHaveLength(pages + 1);
    expect(words).toContain(`${pages} / ${pages}`);
  });

  test("wraps a long description within its column, and keeps the amount beside it", async () => {
    const description = "Mantenimiento preventivo de cámaras y grabadores ".repeat(6).trim();
    const bytes = await renderSheet(
      invoiceSheet(invoice({ lines: [line({ description })] }), frame()),
    );
    if (process.env["PDF_OUT"]) writeFileSync(`${process.env["PDF_OUT"]}/long.pdf`, bytes);
    expect(await read(bytes)).toContain(description);
  });

  test("no data breaks the drawing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 120 }),
        fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
        async (description, totalMinor) => {
          const lines = [line({ description, totalMinor })];
          const bytes = await renderSheet(invoiceSheet(invoice({ lines, totalMinor }), frame()));
          expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
        },
      ),
      { numRuns: 30 },
    );
  });

  test("is a tagged table for who listens to it", async () => {
    const raw = Buffer.from(await renderSheet(invoiceSheet(invoice(), frame()))).toString("latin1");
    for (const tag of ["/Lang (es)", "/S /Table", "/S /TR", "/S /TH", "/S /TD", "/S /H1"])
      expect(raw).toContain(tag);
  });
});

test("a credit note says which invoice it takes back, why, and what is left of it", async () => {
  const sheet = creditNoteSheet(
    {
      ...{ number: "NC01-00000003", status: "finalized", fiscal: false, currency: "PEN" },
      ...{
        reason: "Tres días sin servicio",
        invoiceNumber: "NV01-00001284",
        issuedOn: "2026-03-20",
      },
      ...{ netMinor: 762, taxMinor: 137, totalMinor: 899, remainingMinor: 899 },
      lines: [
        line({ description: "Fibra 200 Mbps", netMinor: 762, taxMinor: 137, totalMinor: 899 }),
      ],
    },
    frame(),
  );
  const words = await read(await renderSheet(sheet));
  for (const some of [
    "Nota de crédito NC01-00000003",
    "Tres días sin servicio",
    "NV01-00001284",
    "S/ 8.99",
    "Saldo a favor disponible",
  ])
    expect(words).toContain(some);
});

test("a receipt says how it was paid and which invoices it pays; one that bounced says so", async () => {
  const facts = {
    ...{ number: "RP01-00000007", method: "transfer", reference: "OP-778812", currency: "PEN" },
    ...{ receivedOn: "2026-03-05", amountMinor: 10_000, unallocatedMinor: 1010, partly: false },
    allocations: [{ invoiceNumber: "NV01-00001284", dueOn: "2026-03-11", amountMinor: 8990 }],
  };
  const said = async (status: string) =>
    read(await renderSheet(receiptSheet({ ...facts, status }, frame())));
  const words = await said("recorded");
  for (const some of [
    "Recibo de pago RP01-00000007",
    "Transferencia",
    "OP-778812",
    "Factura NV01-00001284 · vence 11/03/2026",
    "S/ 100.00",
    "Saldo a favor S/ 10.10",
  ])
    expect(words).toContain(some);
  expect(await said("bounced")).toContain("Pago devuelto");
});

test("a statement runs from the old balance to the new, charges and payments apart", async () => {
  const sheet = statementSheet(
    {
      ...{ currency: "PEN", from: "2026-03-01", to: "2026-03-31", openingMinor: 0 },
      ...{ closingMinor: -1010, debitMinor: 8990, creditMinor: 10_000 },
      rows: [
        {
          ...{ onDay: "2026-03-01", kind: "invoice", reference: "NV01-00001284" },
          ...{ amountMinor: 8990, balanceMinor: 8990 },
        },
        {
          ...{ onDay: "2026-03-05", kind: "payment", reference: "RP01-00000007" },
          ...{ amountMinor: -10_000, balanceMinor: -1010 },
        },
      ],
    },
    frame(),
  );
  const bytes = await renderSheet(sheet);
  if (process.env["PDF_OUT"]) writeFileSync(`${process.env["PDF_OUT"]}/statement.pdf`, bytes);
  const words = await read(bytes);
  for (const some of [
    "Estado de cuenta",
    "Saldo anterior",
    "Factura NV01-00001284",
    "Pago RP01-00000007",
    "S/ 100.00",
    "Saldo al 31/03/2026",
    "S/ 10.10 a tu favor",
  ])
    expect(words).toContain(some);
});

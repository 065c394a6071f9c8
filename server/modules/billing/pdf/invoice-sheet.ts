import { addDays } from "@/server/kernel/day";
import type { Sheet, SheetPair, SheetRow } from "./sheet";
import { type Frame, framed } from "./frame";
import type { DocumentWord, Speech } from "./words";

export type InvoiceLine = {
  description: string;
  quantity: string;
  unitPrice: string;
  taxCode: string;
  taxRate: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  periodStart: string | null;
  /** First day that is no longer in it. */
  periodEnd: string | null;
};
export type InvoiceSettlement = {
  kind: "payment" | "creditNote" | "deposit";
  number: string;
  onDay: string;
  amountMinor: number;
};
/** An invoice as its rows tell it; amounts in minor units. */
export type InvoiceFacts = {
  number: string;
  documentStatus: string;
  fiscal: boolean;
  currency: string;
  /** Null: in the tenant's own currency. */
  fxRate: string | null;
  issuedOn: string;
  dueOn: string;
  periodStart: string | null;
  periodEnd: string | null;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  openMinor: number;
  writtenOffMinor: number;
  note: string;
  lines: readonly InvoiceLine[];
  settlements: readonly InvoiceSettlement[];
};

/** The invoice as a sheet; pure. */
export function invoiceSheet(invoice: InvoiceFacts, frame: Frame): Sheet {
  const { speech } = frame;
  const { say } = speech;
  const title = say(invoice.fiscal ? "fiscalInvoice" : "invoice");
  const isOpen = invoice.documentStatus === "finalized" && invoice.openMinor > 0;
  const online = frame.payUrl === null ? [] : [say("payOnline", { url: frame.payUrl })];
  return {
    ...framed(frame, title, invoice.number),
    before: [frame.before, invoice.note].filter(Boolean).join("\n"),
    payment: {
      title: say("howToPay"),
      lines: isOpen ? [...online, ...frame.payWays] : [],
    },
    qr: isOpen ? frame.payUrl : null,
    notices: noticesOf(invoice, speech),
    facts: factsOf(invoice, speech),
    columns: [
      { label: say("description"), width: 0.46, align: "left" },
      { label: say("quantity"), width: 0.08, align: "right" },
      { label: say("unitPrice"), width: 0.16, align: "right" },
      { label: say("tax"), width: 0.14, align: "right" },
      { label: say("amount"), width: 0.16, align: "right" },
    ],
    rows: invoice.lines.map((line) => rowOf(line, speech)),
    totals: totalsOf(invoice, speech),
    sections: [
      { title: say("taxesByRate"), rows: taxesByRate(invoice.lines, speech) },
      { title: say("settled"), rows: invoice.settlements.map((one) => settledOf(one, speech)) },
    ],
  };
}

/** Taxes of lines by code and rate, the highest first. */
export function taxesByRate(
  lines: readonly Pick<InvoiceLine, "taxCode" | "taxRate" | "netMinor" | "taxMinor">[],
  { say, money }: Speech,
): SheetPair[] {
  const sums = new Map<string, { code: string; rate: string; net: number; tax: number }>();
  for (const { taxCode: code, taxRate: rate, netMinor, taxMinor } of lines) {
    const sum = sums.get(`${code} ${rate}`) ?? { code, rate, net: 0, tax: 0 };
    sum.net += netMinor;
    sum.tax += taxMinor;
    sums.set(`${code} ${rate}`, sum);
  }
  return [...sums.values()]
    .toSorted((a, b) => Number(b.rate) - Number(a.rate) || (a.code < b.code ? -1 : 1))
    .map(({ code, rate, net, tax }) => ({
      label: say("taxRow", { code, rate, net: money(net) }),
      value: money(tax),
    }));
}

const NOTICES: Readonly<Record<string, DocumentWord>> = {
  draft: "draft",
  approved: "draft",
  voided: "voided",
};

function noticesOf({ fiscal, documentStatus }: InvoiceFacts, { say }: Speech): string[] {
  const state = NOTICES[documentStatus];
  return [...(fiscal ? [] : [say("noFiscalValue")]), ...(state ? [say(state)] : [])];
}

function factsOf(invoice: InvoiceFacts, { say, day, ...speech }: Speech): SheetPair[] {
  const { periodStart, periodEnd } = invoice;
  const period =
    periodStart && periodEnd && periodOf(periodStart, periodEnd, { ...speech, say, day });
  return [
    { label: say("issuedOn"), value: day(invoice.issuedOn) },
    { label: say("dueOn"), value: day(invoice.dueOn) },
    ...(period ? [{ label: say("period"), value: period }] : []),
    { label: say("currency"), value: invoice.currency },
    ...(invoice.fxRate ? [{ label: say("fxRate"), value: invoice.fxRate }] : []),
  ];
}

/** Both days shown: half open inside, whole days to the reader. */
export const periodOf = (start: string, end: string, { say, day }: Speech): string =>
  say("periodText", { from: day(start), to: day(addDays(end, -1)) });

function rowOf(line: InvoiceLine, speech: Speech): SheetRow {
  const { periodStart, periodEnd } = line;
  return {
    cells: [
      line.description,
      line.quantity,
      speech.price(line.unitPrice),
      `${line.taxCode} ${line.taxRate} %`,
      speech.money(line.totalMinor),
    ],
    note: periodStart && periodEnd ? periodOf(periodStart, periodEnd, speech) : "",
  };
}

function totalsOf(invoice: InvoiceFacts, { say, money }: Speech): SheetPair[] {
  const { netMinor, taxMinor, totalMinor, openMinor, writtenOffMinor } = invoice;
  const claim = invoice.documentStatus === "finalized";
  const paid = totalMinor - openMinor - writtenOffMinor;
  return [
    { label: say("net"), value: money(netMinor) },
    { label: say("taxes"), value: money(taxMinor) },
    { label: say("total"), value: money(totalMinor), strong: true },
    ...(claim && paid !== 0 ? [{ label: say("paid"), value: money(-paid) }] : []),
    ...(claim && writtenOffMinor !== 0
      ? [{ label: say("written"), value: money(-writtenOffMinor) }]
      : []),
    ...(claim ? [{ label: say("open"), value: money(openMinor), strong: true } as const] : []),
  ];
}

function settledOf({ kind, number, onDay, amountMinor }: InvoiceSettlement, speech: Speech) {
  const { say, day, money } = speech;
  return { label: say(`settled_${kind}`, { number, day: day(onDay) }), value: money(amountMinor) };
}

import { type Frame, framed } from "./frame";
import { taxesByRate } from "./invoice-sheet";
import type { Sheet } from "./sheet";

/** A credit note as its rows tell it; amounts in minor units, above zero. */
export type CreditNoteFacts = {
  number: string;
  status: string;
  fiscal: boolean;
  reason: string;
  invoiceNumber: string | null;
  currency: string;
  issuedOn: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  remainingMinor: number;
  lines: readonly {
    description: string;
    taxCode: string;
    taxRate: string;
    netMinor: number;
    taxMinor: number;
    totalMinor: number;
  }[];
};

/** The credit note as a sheet; pure. */
export function creditNoteSheet(note: CreditNoteFacts, frame: Frame): Sheet {
  const { say, money, day } = frame.speech;
  return {
    ...framed(frame, say("creditNote"), note.number),
    notices: [
      ...(note.fiscal ? [] : [say("noFiscalValue")]),
      ...(note.status === "voided" ? [say("voided")] : []),
    ],
    facts: [
      { label: say("issuedOn"), value: day(note.issuedOn) },
      ...(note.invoiceNumber ? [{ label: say("ofInvoice"), value: note.invoiceNumber }] : []),
      { label: say("currency"), value: note.currency },
      { label: say("reason"), value: note.reason },
    ],
    columns: [
      { label: say("description"), width: 0.5, align: "left" },
      { label: say("tax"), width: 0.16, align: "right" },
      { label: say("net"), width: 0.17, align: "right" },
      { label: say("amount"), width: 0.17, align: "right" },
    ],
    rows: note.lines.map((line) => ({
      cells: [
        line.description,
        `${line.taxCode} ${line.taxRate} %`,
        money(line.netMinor),
        money(line.totalMinor),
      ],
      note: "",
    })),
    totals: [
      { label: say("net"), value: money(note.netMinor) },
      { label: say("taxes"), value: money(note.taxMinor) },
      { label: say("total"), value: money(note.totalMinor), strong: true },
      ...(note.remainingMinor > 0
        ? [{ label: say("remaining"), value: money(note.remainingMinor) }]
        : []),
    ],
    sections: [{ title: say("taxesByRate"), rows: taxesByRate(note.lines, frame.speech) }],
  };
}

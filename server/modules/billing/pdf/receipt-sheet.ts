import { type Frame, framed } from "./frame";
import type { Sheet } from "./sheet";
import type { DocumentWord } from "./words";

/** A payment as its rows tell it; amounts in minor units. */
export type ReceiptFacts = {
  number: string;
  status: string;
  method: string;
  reference: string;
  currency: string;
  receivedOn: string;
  amountMinor: number;
  unallocatedMinor: number;
  /** Of one invoice alone, and of its money: what else was paid is not this reader's. */
  partly: boolean;
  allocations: readonly { invoiceNumber: string; dueOn: string; amountMinor: number }[];
};

const METHODS = new Set(["cash", "transfer", "deposit", "card", "wallet"]);

/** The receipt as a sheet; pure. */
export function receiptSheet(receipt: ReceiptFacts, frame: Frame): Sheet {
  const { say, money, day } = frame.speech;
  const method = METHODS.has(receipt.method) ? receipt.method : "other";
  return {
    ...framed(frame, say("receipt"), receipt.number),
    notices: [say("noFiscalValue"), ...(receipt.status === "bounced" ? [say("bounced")] : [])],
    facts: [
      { label: say("receivedOn"), value: day(receipt.receivedOn) },
      { label: say("method"), value: say(`method_${method}` as DocumentWord) },
      ...(receipt.reference ? [{ label: say("reference"), value: receipt.reference }] : []),
      { label: say("currency"), value: receipt.currency },
    ],
    columns: [
      { label: say("paysFor"), width: 0.75, align: "left" },
      { label: say("amount"), width: 0.25, align: "right" },
    ],
    rows: [
      ...receipt.allocations.map(({ invoiceNumber, dueOn, amountMinor }) => ({
        cells: [say("paysInvoice", { number: invoiceNumber, day: day(dueOn) }), money(amountMinor)],
        note: "",
      })),
      ...(receipt.unallocatedMinor > 0 && !receipt.partly
        ? [{ cells: [say("unallocated"), money(receipt.unallocatedMinor)], note: "" }]
        : []),
    ],
    totals: [
      {
        label: say(receipt.partly ? "receivedForThis" : "received"),
        value: money(receipt.amountMinor),
        strong: true,
      },
    ],
    sections: [],
  };
}

import type { Transitions } from "@/server/kernel/state-machine";

type DocumentState = "draft" | "approved" | "finalized" | "voided" | "deleted";
type DocumentEvent = "edit" | "approve" | "finalize" | "credit" | "writeOff" | "void" | "delete";

/** An invoice as a document (smb-domain.md §2): numbered and unchangeable once final; an edit asks for approval again. */
export const documentMachine: Transitions<DocumentState, DocumentEvent> = {
  draft: { edit: "draft", approve: "approved", finalize: "finalized", delete: "deleted" },
  approved: { edit: "draft", finalize: "finalized", delete: "deleted" },
  finalized: { credit: "finalized", writeOff: "finalized", void: "voided" },
  voided: {},
  deleted: {},
};

type NoteState = "draft" | "finalized" | "voided" | "deleted";
type NoteEvent = "finalize" | "apply" | "refund" | "void" | "delete";

/** A credit note: what is left of it is applied or paid back while it is final. */
export const creditNoteMachine: Transitions<NoteState, NoteEvent> = {
  draft: { finalize: "finalized", delete: "deleted" },
  finalized: { apply: "finalized", refund: "finalized", void: "voided" },
  voided: {},
  deleted: {},
};

type PaymentState = "recorded" | "verified" | "bounced" | "partiallyRefunded" | "refunded";
type PaymentEvent = "verify" | "bounce" | "refundPart" | "refundAll" | "allocate";

/** Money recorded by hand: what was partly given back no longer bounces as a whole. */
export const paymentMachine: Transitions<PaymentState, PaymentEvent> = {
  recorded: {
    ...{ verify: "verified", bounce: "bounced", allocate: "recorded" },
    ...{ refundPart: "partiallyRefunded", refundAll: "refunded" },
  },
  verified: {
    ...{ bounce: "bounced", allocate: "verified" },
    ...{ refundPart: "partiallyRefunded", refundAll: "refunded" },
  },
  partiallyRefunded: {
    ...{ refundPart: "partiallyRefunded", refundAll: "refunded", allocate: "partiallyRefunded" },
  },
  bounced: {},
  refunded: {},
};

/** Where an invoice stands with its money: follows from what is open, never set by itself. Minor units. */
export function paymentStatusOf(
  openMinor: number,
  totalMinor: number,
): "unpaid" | "partiallyPaid" | "paid" {
  if (openMinor === 0) return "paid";
  return openMinor === totalMinor ? "unpaid" : "partiallyPaid";
}

/** What became of a credit note's money, from what is left of it; a voided one has none. Minor units. */
export function creditStateOf(
  status: string,
  remainingMinor: number,
  totalMinor: number,
): "available" | "partlyUsed" | "consumed" | "voided" {
  if (status === "voided") return "voided";
  if (remainingMinor === 0) return "consumed";
  return remainingMinor === totalMinor ? "available" : "partlyUsed";
}

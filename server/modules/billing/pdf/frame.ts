import type { Letterhead } from "@/server/pdf/paper";
import type { Sheet } from "./sheet";
import type { Speech } from "./words";

/** Who a document is for, as it stood when it was issued. */
export type Recipient = { name: string; taxIdKind: string; taxId: string; address: string };
/** Who issues it. */
export type Issuer = { legalName: string; taxId: string; address: string; phone: string };

/** What every document has around its lines. */
export type Frame = {
  speech: Speech;
  head: Letterhead;
  /** The instant that the file states; the same document always states the same. */
  at: Date;
  issuer: Issuer;
  recipient: Recipient;
  /** The company's ways to pay in the document's currency, a line each. */
  payWays: readonly string[];
  /** Where it can be paid without signing in. */
  payUrl: string | null;
  before: string;
  after: string;
};

/** The sheet's parts that do not depend on its kind. */
export function framed(
  { speech, head, at, issuer, recipient, before, after }: Frame,
  title: string,
  number: string,
): Pick<
  Sheet,
  "title" | "locale" | "at" | "head" | "from" | "to" | "before" | "payment" | "after" | "qr"
> {
  const { say } = speech;
  const id = recipient.taxId
    ? say("taxId", { kind: recipient.taxIdKind.toUpperCase(), id: recipient.taxId })
    : "";
  const { legalName, taxId, address, phone } = issuer;
  return {
    ...{
      title: number ? `${title} ${number}` : title,
      locale: speech.locale,
      at,
      head,
    },
    from: {
      label: say("from"),
      lines: [legalName || head.name, taxId, address, phone].filter(Boolean),
    },
    to: { label: say("to"), lines: [recipient.name, id, recipient.address].filter(Boolean) },
    payment: { title: say("howToPay"), lines: [] },
    ...{ before, after, qr: null },
  };
}

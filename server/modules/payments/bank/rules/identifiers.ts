import { foldText } from "@/server/kernel/fold-text";
import { customerNumbersIn } from "@/server/kernel/pay-reference";

/** What a line of a statement may be told by. */
export type Identifiers = {
  /** Customers' numbers whose pay reference stands there. */
  numbers: number[];
  taxIds: string[];
  /** As documents write them, upper case. */
  invoiceNumbers: string[];
  /** Of the operation (`operationOf`). */
  operation: string;
};

const LEAST_OPERATION = 4;

/** An operation's number as it is compared: `OP 00-771234` and `771234` are one; empty where it is too short to tell. Pure. */
export function operationOf(reference: string): string {
  const plain = foldText(reference)
    .replaceAll(/[^a-z0-9]/g, "")
    .replace(/^[a-z]*0*/, "");
  return plain.length >= LEAST_OPERATION ? plain : "";
}

/** Reads who and what a line names. Pure. */
export function identifiersOf({
  reference,
  text,
}: {
  reference: string;
  text: string;
}): Identifiers {
  const all = `${reference} ${text}`;
  const upper = foldText(all).toUpperCase();
  const joined = upper.replaceAll(/(?<=\d)[.-](?=[\dK])/g, "");
  return {
    numbers: customerNumbersIn(all),
    taxIds: [
      ...new Set(
        joined.match(/(?<![A-Z0-9])(?:\d{7,14}K?|[A-Z&]{3,4}\d{6}[A-Z0-9]{3})(?![A-Z0-9])/g) ?? [],
      ),
    ],
    invoiceNumbers: [
      ...new Set(upper.match(/(?<![A-Z0-9])[A-Z]{1,4}\d{0,4}-\d{1,12}(?!\d)/g) ?? []),
    ],
    operation: operationOf(reference),
  };
}

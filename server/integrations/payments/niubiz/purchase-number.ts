import { createHash } from "node:crypto";

/** So often somebody may be told no on one page before they must open another. */
export const TRIES = 5;

/**
 * The number of a sale at Niubiz: at most twelve digits, unique for the shop, and its only guard against a second charge.
 * Made of our reference and the try, so that whoever asks again asks about the same sale.
 */
export function purchaseNumber(reference: string, attempt: number): string {
  const digest = createHash("sha256").update(`${reference}:${attempt}`).digest();
  return String((digest.readBigUInt64BE() % 900_000_000_000n) + 100_000_000_000n);
}

/** A refund's name there: at most twenty digits. */
export const refundNumber = (key: string): string =>
  String(createHash("sha256").update(key).digest().readBigUInt64BE());

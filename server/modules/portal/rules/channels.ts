import type { Address } from "./address";

/** Ways a code can go. */
export type CodeChannel = "whatsapp" | "sms" | "email" | "console";

const TO_PHONES = ["whatsapp", "sms", "console"] as const;

/**
 * Which channels a code takes: to the address that was typed; for a phone that nothing reaches here, the mailbox on the
 * customer's record. Decided from the tenant's channels alone, never from who has the address.
 */
export function channelsFor(
  typed: Address["kind"],
  available: readonly CodeChannel[],
): readonly [CodeChannel, ...CodeChannel[]] {
  const [first, ...rest] =
    typed === "phone" ? TO_PHONES.filter((one) => available.includes(one)) : [];
  return first ? [first, ...rest] : ["email"];
}

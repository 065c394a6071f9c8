import parsePhone, { type CountryCode } from "libphonenumber-js/min";
import { z } from "zod";

/** Where a code can be sent: a mailbox in lower case, or a phone in E.164. */
export type Address = { kind: "email" | "phone"; value: string };

const mailbox = z.email().max(254);

/** What a person typed → an address; a phone without a country code is one of the tenant's country. Undefined: neither. */
export function readAddress(typed: string, country: string): Address | undefined {
  const text = typed.trim().toLowerCase();
  if (text.includes("@"))
    return mailbox.safeParse(text).success ? { kind: "email", value: text } : undefined;
  const phone = parsePhone(text, country as CountryCode);
  return phone?.isPossible() ? { kind: "phone", value: phone.number } : undefined;
}

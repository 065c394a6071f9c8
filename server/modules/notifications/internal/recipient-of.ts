import type { Tx } from "@/db/client";
import type { Ctx, Locale } from "@/server/tenancy/context";
import type { Reach } from "../port";
import type { MessageRow } from "./message-row";
import { readAddressees } from "./read-addressees";

/** The customer's or the contact's addresses as they stand now, in the language of the message. */
export async function recipientOf(ctx: Ctx, tx: Tx, row: MessageRow): Promise<Reach | undefined> {
  const { customerId, contactId } = row;
  if (!customerId) return undefined;
  const person = (await readAddressees(ctx, tx, [customerId])).get(customerId);
  const reach = contactId
    ? person?.contacts.find((contact) => contact.contactId === contactId)?.reach
    : person?.reach;
  return reach && { ...reach, locale: row.locale as Locale };
}

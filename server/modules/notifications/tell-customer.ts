import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomerEvent, PolicyChannel } from "./rules/customer-events";
import { tellCustomers } from "./tell-customers";

/** What a verb says when a customer should be told something. */
export type TellCustomerInput = {
  /** Which message: it has the name of its template (`rules/customer-events.ts`). */
  event: CustomerEvent;
  customerId: string;
  /** What it is about: `{ type: "invoice", id }`. */
  entity: { type: string; id: string };
  /**
   * The template's values: money as `89.90 PEN` (`moneyParam`), days as `YYYY-MM-DD`, links as a path in the customer's
   * portal (`/invoices/<id>`); without `url`, its first page.
   */
  params: Readonly<Record<string, string | number>>;
  /** Codes and links that open something: sealed until the moment of sending. */
  secrets?: Readonly<Record<string, string>>;
  /** The same key within 30 days is the same message: it is sent once. */
  dedupeKey: string;
  /** Not before this instant. */
  at?: Date;
  /** By these instead of the policy's, and to the customer alone; the rest stays as the policy says. */
  channels?: readonly PolicyChannel[];
};

/**
 * Tells a customer, and those of its contacts that get bills, in the open transaction, as the tenant's policy for the
 * event says: no commit, no message. Returns the id of the customer's message, or undefined when none was made (the key
 * was known, the policy is off, or nobody could be reached: then the log says so). Throws, as a bug does, when a value of
 * the template is missing. For many at once use `tellCustomers`: the same queries for a thousand as for one.
 */
export async function tellCustomer(
  ctx: Ctx,
  tx: Tx,
  input: TellCustomerInput,
): Promise<string | undefined> {
  const [id] = await tellCustomers(ctx, tx, [input]);
  return id;
}

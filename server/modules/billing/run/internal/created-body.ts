import { type SQL, sql } from "drizzle-orm";
import { eventBody } from "@/server/events/event-body";
import type { Ctx } from "@/server/tenancy/context";

/** What differs from one document's fact to the next, and the SQL that gives its JSON text (of `i`, the invoice's row). */
const HOLES: Record<string, SQL> = {
  '"@event@"': sql`'"' || i.event_id || '"'`,
  '"@entity@"': sql`'"' || i.id || '"'`,
  '"@currency@"': sql`to_json(i.currency)::text`,
  '"@customer@"': sql`'"' || i.customer_id || '"'`,
  '"@due@"': sql`'"' || i.due_on || '"'`,
  '"@issued@"': sql`'"' || i.issued_on || '"'`,
  '"@number@"': sql`to_json(i.full_number)::text`,
  "111111111111111": sql`i.total_minor::text`,
  "222222222222222": sql`i.total_minor::text`,
};

/**
 * The SQL expression of a document's `invoice.created` as it is hashed. Made from the very text that `eventBody` writes,
 * with holes where documents differ, so that facts written in bulk are those that `record` would have written.
 */
export function createdBody(ctx: Ctx): SQL {
  const text = eventBody({
    ...{ id: "@event@", ctx, name: "invoice.created", personal: undefined },
    entity: { type: "invoice", id: "@entity@" },
    payload: {
      ...{
        customerId: "@customer@",
        number: "@number@",
        kind: "recurring",
        currency: "@currency@",
      },
      ...{
        issuedOn: "@issued@",
        dueOn: "@due@",
        openMinor: 111111111111111,
        totalMinor: 222222222222222,
      },
    },
  });
  const pattern = new RegExp(`(${Object.keys(HOLES).join("|")})`);
  const parts = text.split(pattern).map((part) => HOLES[part] ?? sql`${part}::text`);
  return sql.join(parts, sql` || `);
}

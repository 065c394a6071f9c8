import { sql } from "drizzle-orm";
import { isDay } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownInvoices } from "../internal/own-invoices";
import { portalInvoicesInput, type PortalInvoicePage, type PortalInvoicesInput } from "./schema";

/** The signed-in customer's invoices, the newest first, page by page. Throws `Invalid` for a cursor that is none. */
export function listOwnInvoices(ctx: Ctx, given: PortalInvoicesInput): Promise<PortalInvoicePage> {
  const { cursor, limit } = portalInvoicesInput.parse(given);
  const [day = "", id = ""] = (cursor ?? "").split("~");
  if (cursor !== undefined && !(isDay(day) && isUuid(id))) throw new Invalid("malformed_request");
  const after = cursor ? sql`and (issued_on, id) < (${day}::date, ${id}::uuid)` : sql``;
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const rest = sql`${after} order by issued_on desc, id desc limit ${limit + 1}`;
    const rows = await ownInvoices(ctx, tx, today, rest);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? `${last.issuedOn}~${last.id}` : null };
  });
}

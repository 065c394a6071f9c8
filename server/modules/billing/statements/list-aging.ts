import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAgingPage } from "./internal/aging-page";
import { type AgingPage, agingRowsInput, type AgingRowsInput } from "./schema";

/** Who owed what by age at the end of a day, within reach: by customer, unit or branch, who owes most first, page by page. */
export function listAging(ctx: Ctx, given: Partial<AgingRowsInput>): Promise<AgingPage> {
  const input = agingRowsInput.parse(given);
  authorize(ctx, "invoice.read");
  return inTenant(ctx, (tx) => readAgingPage(ctx, tx, input));
}

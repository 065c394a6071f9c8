import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readStatement } from "./read-statement";
import { type StatementDto, statementInput, type StatementInput } from "./schema";

/** A customer's account over a period. Throws `NotFound`, `Invalid`. */
export function getStatement(ctx: Ctx, given: StatementInput): Promise<StatementDto> {
  const input = statementInput.parse(given);
  authorize(ctx, "invoice.read");
  return inTenant(ctx, (tx) => readStatement(ctx, tx, input));
}

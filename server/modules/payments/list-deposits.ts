import { eq } from "drizzle-orm";
import { deposits } from "@/db/schema/ledger";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { findDeposits } from "./internal/deposit-row";
import type { DepositDto, ListDepositsInput } from "./schema";

/** A customer's deposits, held or used. */
export function listDeposits(ctx: Ctx, { customerId }: ListDepositsInput): Promise<DepositDto[]> {
  authorize(ctx, "payment.read");
  return inTenant(ctx, (tx) => findDeposits(ctx, tx, eq(deposits.customerId, customerId)));
}

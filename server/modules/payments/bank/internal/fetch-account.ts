import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { bankAccounts } from "@/db/schema/bank";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** One of the company's accounts; throws `NotFound`. */
export async function fetchAccount(ctx: Ctx, tx: Tx, bankAccountId: string) {
  const [row] = await tx
    .select()
    .from(bankAccounts)
    .where(and(eq(bankAccounts.tenantId, ctx.tenantId), eq(bankAccounts.id, bankAccountId)));
  if (!row) throw new NotFound("bankAccount");
  return row;
}

import { bankAccounts } from "@/db/schema/bank";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type BankAccountDto, type BankAccountInput, bankAccountInput } from "./schema";

/** An account of the company whose statements are going to be brought. Throws `Conflict` bank_account_twice. */
export function addAccount(ctx: Ctx, given: BankAccountInput): Promise<BankAccountDto> {
  const { name, ...input } = bankAccountInput.parse(given);
  authorize(ctx, "bank.match");
  return inTenant(ctx, async (tx) => {
    const currency = input.currency || (await tenantFacts(ctx, tx)).currency;
    const id = newId(ctx.now.getTime());
    const { rowCount } = await tx
      .insert(bankAccounts)
      .values({ id, tenantId: ctx.tenantId, name, currency, createdAt: ctx.now })
      .onConflictDoNothing();
    if (!rowCount) throw new Conflict("bank_account_twice");
    record(ctx, "bankAccount.added", {
      entity: { type: "bankAccount", id },
      payload: { name, currency },
    });
    return { id, name, currency, mapping: {}, waiting: 0, lastOn: null };
  });
}

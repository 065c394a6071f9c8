import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dunningPolicies } from "@/db/schema/dunning";
import { Conflict, Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { policyDtos } from "../list-policies";
import type { PolicyDto } from "../schema";

/** Throws `Invalid` beside the name when another ladder, archived ones too, has it. */
export async function requireFreeName(
  ctx: Ctx,
  tx: Tx,
  { name, except }: { name: string; except?: string },
): Promise<void> {
  const rows = await tx
    .select({ id: dunningPolicies.id })
    .from(dunningPolicies)
    .where(
      and(
        eq(dunningPolicies.tenantId, ctx.tenantId),
        eq(dunningPolicies.name, name),
        except ? ne(dunningPolicies.id, except) : undefined,
      ),
    );
  if (rows.length > 0)
    throw new Invalid("dunning_name_taken", {}, { fields: { name: "dunning_name_taken" } });
}

/** There is one ladder for everybody: before another becomes it. */
export async function stepDownDefault(ctx: Ctx, tx: Tx): Promise<void> {
  await tx
    .update(dunningPolicies)
    .set({ isDefault: false, updatedAt: ctx.now })
    .where(
      and(
        eq(dunningPolicies.tenantId, ctx.tenantId),
        eq(dunningPolicies.isDefault, true),
        isNull(dunningPolicies.archivedAt),
      ),
    );
}

/** One at a time: two that both become the ladder for everybody would meet at the index. */
export async function lockPolicies(ctx: Ctx, tx: Tx): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`dunning:${ctx.tenantId}`}, 0))`,
  );
}

export async function policyDto(ctx: Ctx, tx: Tx, id: string): Promise<PolicyDto> {
  const found = (await policyDtos(ctx, tx)).find((policy) => policy.id === id);
  if (!found) throw new Conflict("dunning_default_stays");
  return found;
}

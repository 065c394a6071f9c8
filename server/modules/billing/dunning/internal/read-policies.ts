import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dunningPolicies } from "@/db/schema/dunning";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { DEFAULT_NAMES, DEFAULT_POLICY } from "../rules/default-policy";
import type { LadderPolicy, Policies } from "../rules/types";

export type PolicyRow = typeof dunningPolicies.$inferSelect;

/** The tenant's live ladders, its default first; that one is made where there is none yet. */
export async function readPolicyRows(ctx: Ctx, tx: Tx): Promise<PolicyRow[]> {
  const found = await selectLive(ctx, tx);
  if (found.some(({ isDefault }) => isDefault)) return found;
  const { locale } = await tenantFacts(ctx, tx);
  const name = DEFAULT_NAMES[locale as keyof typeof DEFAULT_NAMES] ?? DEFAULT_NAMES.es;
  const taken = found.some((row) => row.name === name);
  await tx
    .insert(dunningPolicies)
    .values({
      ...DEFAULT_POLICY,
      tenantId: ctx.tenantId,
      name: taken ? `${name} (2)` : name,
      noCutWeekdays: [...DEFAULT_POLICY.noCutWeekdays],
      steps: [...DEFAULT_POLICY.steps],
      isDefault: true,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoNothing();
  return selectLive(ctx, tx);
}

const selectLive = (ctx: Ctx, tx: Tx): Promise<PolicyRow[]> =>
  tx
    .select()
    .from(dunningPolicies)
    .where(and(eq(dunningPolicies.tenantId, ctx.tenantId), isNull(dunningPolicies.archivedAt)))
    .orderBy(desc(dunningPolicies.isDefault), asc(dunningPolicies.name));

/** The same for the rules. */
export async function readPolicies(ctx: Ctx, tx: Tx): Promise<Policies> {
  const rows = await readPolicyRows(ctx, tx);
  const fallback = rows.find(({ isDefault }) => isDefault) ?? rows[0];
  if (!fallback) throw new Error("a tenant without a ladder");
  return {
    byId: new Map(rows.map((row) => [row.id, toLadder(row)])),
    fallback: toLadder(fallback),
  };
}

export const toLadder = (row: PolicyRow): LadderPolicy => row;

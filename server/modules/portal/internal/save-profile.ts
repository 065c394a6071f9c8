import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { record } from "@/server/events/record";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { keepInStep } from "@/server/modules/crm/keep-in-step";
import type { ProfileDto } from "../schema";
import { ownRecord } from "./own-customer";
import { toProfileDto } from "./profile-dto";

type Change = Partial<Pick<typeof customers.$inferSelect, "name" | "locale" | "email" | "phone">>;

/** Writes what differs of the caller's own record and states which fields changed. */
export async function saveProfile(ctx: Ctx, tx: Tx, given: Change): Promise<ProfileDto> {
  const before = await ownRecord(ctx, tx, true);
  const { country } = await tenantFacts(ctx, tx);
  const fields = (Object.keys(given) as (keyof Change)[]).filter(
    (field) => given[field] !== undefined && given[field] !== before[field],
  );
  if (fields.length === 0) return toProfileDto(before, country);
  const after = { ...before, ...given };
  await tx
    .update(customers)
    .set({ ...given, updatedAt: ctx.now })
    .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, before.id)));
  await keepInStep(ctx, tx, [before.id]);
  record(ctx, "portal.profileChanged", {
    entity: { type: "customer", id: before.id },
    payload: { fields },
  });
  return toProfileDto(after, country);
}

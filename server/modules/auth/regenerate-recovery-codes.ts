import { and, eq, isNotNull } from "drizzle-orm";
import { totpFactors } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { newRecoverySheet } from "./internal/recovery-sheet";
import { selfOf } from "./internal/self";
import type { RecoverySheetDto } from "./sign-in/schema";

/** Ten new recovery codes, in this answer only; the earlier ones are void. Throws NotFound where no app is set up. */
export function regenerateRecoveryCodes(ctx: Ctx): Promise<RecoverySheetDto> {
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    const [factor] = await tx
      .select({ id: totpFactors.id })
      .from(totpFactors)
      .where(
        and(
          eq(totpFactors.tenantId, ctx.tenantId),
          eq(totpFactors.membershipId, membershipId),
          isNotNull(totpFactors.confirmedAt),
        ),
      );
    if (!factor) throw new NotFound("factor");
    record(ctx, "factor.added", {
      entity: { type: "member", id: membershipId },
      payload: { factor: "recoveryCodes" },
    });
    return { codes: await newRecoverySheet(tx, ctx, membershipId) };
  });
}

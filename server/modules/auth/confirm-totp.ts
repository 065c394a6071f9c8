import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { finishEnrolment } from "./internal/enrol";
import { selfOf } from "./internal/self";
import type { RecoverySheetDto } from "./sign-in/schema";

/** The app's first code puts the second step in force and gives ten recovery codes. Throws Invalid(totp_wrong). */
export function confirmTotp(ctx: Ctx, input: { code: string }): Promise<RecoverySheetDto> {
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    return { codes: await finishEnrolment(tx, ctx, membershipId, input.code) };
  });
}

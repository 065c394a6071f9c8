import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { totpFactors } from "@/db/schema/identity";
import { newId } from "@/server/kernel/ids";
import { openText, sealText } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { acceptedStep, newTotpSecret } from "../rules/totp";

const place = (rowId: string) => ({ table: "totp_factors", column: "secret_sealed", rowId });

/** A new, unconfirmed secret in the place of one that was never confirmed; the caller has made sure that none is in force. */
export async function newTotpFactor(tx: Tx, ctx: Ctx, membershipId: string): Promise<string> {
  const id = newId();
  const secret = newTotpSecret();
  await tx
    .delete(totpFactors)
    .where(and(ofMember(ctx, membershipId), isNull(totpFactors.confirmedAt)));
  await tx.insert(totpFactors).values({
    id,
    tenantId: ctx.tenantId,
    membershipId,
    secretSealed: await sealText(ctx, tx, place(id), secret),
    createdAt: ctx.now,
  });
  return secret;
}

/** Checks a code against the member's confirmed factor and remembers its step, so that it works once. */
export const spendTotp = (tx: Tx, ctx: Ctx, membershipId: string, code: string): Promise<boolean> =>
  spend(tx, ctx, membershipId, code, true);

/** The first code proves that the app has the secret: from now on the factor counts. */
export const confirmTotp = (
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  code: string,
): Promise<boolean> => spend(tx, ctx, membershipId, code, false);

async function spend(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  code: string,
  confirmed: boolean,
): Promise<boolean> {
  const [factor] = await tx
    .select()
    .from(totpFactors)
    .where(
      and(
        ofMember(ctx, membershipId),
        confirmed ? isNotNull(totpFactors.confirmedAt) : isNull(totpFactors.confirmedAt),
      ),
    )
    .for("update");
  if (!factor) return false;
  const secret = await openText(ctx, tx, place(factor.id), factor.secretSealed);
  const step = acceptedStep(secret, code, ctx.now, factor.lastStep);
  if (step === undefined) return false;
  await tx
    .update(totpFactors)
    .set({ lastStep: step, confirmedAt: factor.confirmedAt ?? ctx.now })
    .where(and(eq(totpFactors.id, factor.id), eq(totpFactors.tenantId, ctx.tenantId)));
  return true;
}

const ofMember = (ctx: Ctx, membershipId: string) =>
  and(eq(totpFactors.tenantId, ctx.tenantId), eq(totpFactors.membershipId, membershipId));

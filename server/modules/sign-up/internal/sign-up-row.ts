import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { signUps } from "@/db/schema/identity";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";
import { Conflict } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";

/** How long the wizard's token lives, how long its code counts, how often it may be tried. */
export const SIGN_UP_MINUTES = 60;
export const CODE_MINUTES = 15;
export const CODE_TRIES = 5;

/** Only this is kept of a token. */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** Only this is kept of a code; bound to its row, so that equal codes do not look equal. */
export const hashCode = (signUpId: string, code: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, "sign-up.code", `${signUpId}:${code}`);

export type SignUpRow = typeof signUps.$inferSelect;

/** The sign-up behind a token, locked, whose time is not up. Throws Conflict("sign_up_expired"). */
export async function lockSignUp(tx: Tx, token: string, now: Date): Promise<SignUpRow> {
  const [row] = await tx
    .select()
    .from(signUps)
    .where(and(eq(signUps.tenantId, PLATFORM_TENANT_ID), eq(signUps.tokenHash, hashToken(token))))
    .for("update");
  if (!row || row.expiresAt <= now) throw new Conflict("sign_up_expired");
  return row;
}

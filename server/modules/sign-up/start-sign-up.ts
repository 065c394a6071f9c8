import { randomBytes, randomInt } from "node:crypto";
import { signUps } from "@/db/schema/identity";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { guard, networkKey } from "./internal/guard";
import { CODE_MINUTES, hashCode, hashToken, SIGN_UP_MINUTES } from "./internal/sign-up-row";
import type { StartedSignUpDto, StartSignUpInput } from "./schema";

/**
 * Mails six digits to an address that wants a tenant. The answer and the work are the same whether the address is known
 * or not. Throws TooManyRequests beyond 20 an hour from one network or 5 for one address.
 */
export async function startSignUp(ctx: Ctx, input: StartSignUpInput): Promise<StartedSignUpDto> {
  await guard(`signUp.network:${networkKey(ctx)}`, 20, 3600);
  await guard(`signUp.email:${input.email}`, 5, 3600);
  const own = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  const id = newId();
  const token = randomBytes(32).toString("base64url");
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const after = (minutes: number) => new Date(ctx.now.getTime() + minutes * 60_000);
  await inTenant(own, async (tx) => {
    await tx.insert(signUps).values({
      ...{ id, tenantId: PLATFORM_TENANT_ID, email: input.email, createdAt: ctx.now },
      ...{ codeHash: hashCode(id, code), tokenHash: hashToken(token) },
      expiresAt: after(SIGN_UP_MINUTES),
    });
    await queueMessage(own, tx, {
      template: "site.signUpCode",
      to: { email: input.email, locale: input.locale },
      params: { minutes: CODE_MINUTES },
      secrets: { code },
      channels: ["email", "console"],
      dedupeKey: `signUp:${id}`,
      expiresAt: after(CODE_MINUTES),
    });
  });
  return { token, minutes: CODE_MINUTES };
}

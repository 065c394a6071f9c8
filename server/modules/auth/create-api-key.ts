import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { writeApiKey } from "./internal/write-api-key";
import { type CreateApiKeyInput, createApiKeyInput, type CreatedApiKeyDto } from "./schema";
import type { z } from "zod";

/**
 * Makes an API key; the answer is the only place where the key itself ever appears.
 * Throws Invalid for a scope that keys cannot have or that the maker does not hold, and for a past expiry; LimitReached.
 */
export async function createApiKey(
  ctx: Ctx,
  input: z.input<typeof createApiKeyInput>,
): Promise<CreatedApiKeyDto> {
  authorize(ctx, "apiKey.manage");
  const { name, scopes, allowedNetworks, callsPerMinute, ...rest }: CreateApiKeyInput =
    createApiKeyInput.parse(input);
  const expiresAt = rest.expiresAt ? new Date(rest.expiresAt) : null;
  if (expiresAt && expiresAt <= ctx.now)
    throw new Invalid("expiry_in_past", {}, { fields: { expiresAt: "expiry_in_past" } });
  return inTenant(ctx, (tx) =>
    writeApiKey(ctx, tx, { name, scopes, allowedNetworks, callsPerMinute, expiresAt }),
  );
}

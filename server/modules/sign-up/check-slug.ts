import { composition } from "@/server/composition";
import { slugFault } from "@/server/kernel/slugs";
import type { Ctx } from "@/server/tenancy/context";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { guard, networkKey } from "./internal/guard";
import type { CheckSlugInput, SlugStateDto } from "./schema";

/**
 * Can this be a company's address? Says no more than the address itself would tell a visitor; a closed company's is
 * found taken only when it is asked for in earnest. Throws TooManyRequests beyond 120 a minute from one network.
 */
export async function checkSlug(ctx: Ctx, { slug }: CheckSlugInput): Promise<SlugStateDto> {
  await guard(`signUp.slug:${networkKey(ctx)}`, 120, 60);
  const wanted = slug.trim().toLowerCase();
  const fault = slugFault(wanted);
  if (fault) return { state: fault };
  const host = await resolveTenant(`${wanted}.${composition().env.TRAMA_ROOT_HOST}`);
  return { state: host.kind === "unknown" ? "free" : "taken" };
}

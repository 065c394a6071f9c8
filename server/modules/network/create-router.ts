import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { routers } from "@/db/schema/network";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRouter } from "./internal/router-dto";
import { onboardingScript } from "./rules/onboarding-script";
import { type CreatedRouterDto, createRouterInput } from "./schema";
import type { z } from "zod";

/**
 * Adds a router and gives the script that lets us in, with the password in it: shown now, sealed ever after.
 * Throws `Conflict` for a name that is taken.
 */
export function createRouter(
  ctx: Ctx,
  given: z.input<typeof createRouterInput>,
): Promise<CreatedRouterDto> {
  authorize(ctx, "router.manage");
  const { password: own, callers, ...fields } = createRouterInput.parse(given);
  if (fields.tlsMode === "pinned" && !fields.tlsFingerprint)
    throw new Invalid(
      "fingerprint_needed",
      {},
      { fields: { tlsFingerprint: "fingerprint_needed" } },
    );
  const password = own ?? randomBytes(18).toString("base64url");
  return inTenant(ctx, async (tx) => {
    await refuseTaken(ctx, fields.name);
    const integration = await createIntegration(ctx, {
      ...{ vendor: "mikrotik", name: fields.name, config: {}, credentials: { password } },
    });
    const { id } = integration;
    await tx.insert(routers).values({ ...fields, id, integrationId: id, tenantId: ctx.tenantId });
    record(ctx, "router.created", {
      entity: { type: "router", id },
      payload: { name: fields.name },
    });
    const page = await pageOf(ctx);
    const allowed = page ? [page.host] : [];
    const script = onboardingScript({
      ...{ ...fields, user: fields.userName, password, callers, allowed, page },
      tls: fields.tlsMode !== "none",
    });
    return { ...(await readRouter(ctx, tx, id)), script };
  });
}

const refuseTaken = (ctx: Ctx, name: string) =>
  inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(
      sql`select 1 from routers where tenant_id = ${ctx.tenantId} and name = ${name}`,
    );
    if (rows.length > 0)
      throw new Conflict("router_name_taken", {}, { fields: { name: "router_name_taken" } });
  });

/** The tenant's page for who is cut: why, and how to pay. None on a machine that no customer reaches. */
const pageOf = (ctx: Ctx): Promise<{ host: string; url: string } | null> =>
  inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ slug: string }>(
      sql`select slug from tenants where id = ${ctx.tenantId}`,
    );
    const { TRAMA_ROOT_HOST, TRAMA_PUBLIC_SCHEME } = composition().env;
    const root = TRAMA_ROOT_HOST.split(":")[0] ?? "";
    if (root === "localhost" || !rows[0]) return null;
    const host = `${rows[0].slug}.${root}`;
    return { host, url: `${TRAMA_PUBLIC_SCHEME}://${host}/portal/suspended` };
  });

import { and, eq } from "drizzle-orm";
import { apiKeys, memberships } from "@/db/schema/auth";
import { webhookEndpoints } from "@/db/schema/hub";
import { saasPlans, tenantDomains, tenants } from "@/db/schema/tenants";
import { hashPassword } from "@/server/auth/password-hash";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { createEndpoint } from "@/server/modules/hub/create-endpoint";
import { pauseEndpoint } from "@/server/modules/hub/pause-endpoint";
import { addDomain } from "@/server/modules/tenants/add-domain";
import { openTenant } from "@/server/modules/tenants/open-tenant";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { getSettings } from "@/server/modules/tenants/get-settings";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addPeople } from "./add-people";
import { DEMO_PASSWORD, type DemoTenant } from "./demo-tenants";
import { seedCards } from "./seed-cards";
import { seedCash } from "./seed-cash";
import { seedCatalog } from "./seed-catalog";
import { seedCreditNotes } from "./seed-credit-notes";
import { seedCustomers } from "./seed-customers";
import { seedDebts } from "./seed-debts";
import { seedGateway } from "./seed-gateway";
import { seedHistory } from "./seed-history";
import { seedId } from "./seed-id";
import { seedLoop } from "./seed-loop";
import { seedNetwork } from "./seed-network";
import { seedPeople } from "./seed-people";
import { seedBank } from "./seed-bank";
import { seedProofs } from "./seed-proofs";
import { seedSecurity } from "./seed-security";
import { seedServices } from "./seed-services";
import { seedUnits } from "./seed-units";
import { seedWhatsapp } from "./seed-whatsapp";
import { skipPastFacts } from "./skip-past-facts";
import { markSeeded, wasSeeded } from "./was-seeded";

/**
 * One demo company through the product's own verbs, as its owner. A tenant whose chain says it was seeded is left
 * alone for ever; a seed that was cut short goes on where it stopped, for each step looks first.
 */
export async function seedTenant(ctx: Ctx, demo: DemoTenant): Promise<void> {
  const own = { ...ctx, tenantId: seedId(`tenant:${demo.slug}`) };
  if (await wasSeeded(own)) return;
  await open(own, demo);
  await addPeople(own, [...demo.staff.slice(1), ...(demo.guests ?? [])]);
  const owner = await asOwner(own, demo);
  await saveCompany(owner, demo);
  await seedUnits(owner, demo.slug);
  await seedCustomers(owner, demo.slug);
  await seedCatalog(owner, demo);
  await seedServices(owner, demo.slug, demo.timeZone);
  await seedHistory(owner, demo);
  await seedCreditNotes(owner, demo.timeZone);
  await seedDebts(owner, demo.timeZone);
  await seedProofs(owner);
  await seedCash(owner);
  if (demo.slug === "fibranet") await seedNetwork(owner);
  if (demo.slug === "fibranet") await seedLoop(owner, demo.timeZone);
  if (demo.slug === "fibranet") await seedGateway(owner);
  if (demo.slug === "fibranet") await seedWhatsapp(owner);
  if (demo.slug === "fibranet") await seedCards(owner);
  if (demo.slug === "fibranet") await seedBank(owner);
  await claimDomain(owner, demo);
  await makeApiKey(owner, demo);
  await makeEndpoint(owner, demo);
  await seedSecurity(own);
  await seedPeople(owner, demo);
  await skipPastFacts(own);
  await markSeeded(own);
}

async function open(own: Ctx, demo: DemoTenant): Promise<void> {
  const [owner] = demo.staff;
  if (!owner) throw new Error(`demo tenant ${demo.slug} has no owner`);
  const { slug, name, country, timeZone, currency } = demo;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await asPlatform(own, "seed a demo tenant", async (tx) => {
    const there = await tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(eq(tenants.id, own.tenantId));
    if (there.length > 0) return;
    const [plan] = await tx
      .select({ id: saasPlans.id, code: saasPlans.code })
      .from(saasPlans)
      .where(eq(saasPlans.code, demo.planCode));
    await openTenant(own, tx, {
      slug,
      name,
      country,
      timeZone,
      currency,
      id: own.tenantId,
      locale: "es",
      plan: plan ?? null,
      parentTenantId: null,
      origin: "seed",
      demo: true,
      owner: {
        id: seedId(`user:${owner.email}`),
        name: owner.name,
        email: owner.email,
        passwordHash,
      },
    });
  });
}

/** The owner as actor, so that the chain says who did what. */
async function asOwner(own: Ctx, demo: DemoTenant): Promise<Ctx> {
  const userId = seedId(`user:${demo.staff[0]?.email}`);
  return inTenant(own, async (tx) => {
    const [member] = await tx
      .select({ id: memberships.id })
      .from(memberships)
      .where(and(eq(memberships.tenantId, own.tenantId), eq(memberships.userId, userId)));
    if (!member) throw new Error(`demo owner of ${demo.slug} is missing`);
    const sessionId = seedId(`session:${demo.slug}`);
    return {
      ...own,
      actor: { kind: "user", userId, membershipId: member.id, sessionId, role: "owner" },
    };
  });
}

async function saveCompany(owner: Ctx, demo: DemoTenant): Promise<void> {
  const { version } = await getSettings(owner, { module: "company" });
  if (version === 0)
    await updateSettings(owner, { module: "company", version, data: demo.company });
  const paying = await getSettings(owner, { module: "paying" });
  if (paying.version === 0)
    await updateSettings(owner, { ...paying, data: { ways: demo.payWays } });
}

async function claimDomain(owner: Ctx, demo: DemoTenant): Promise<void> {
  const there = await inTenant(owner, (tx) =>
    tx
      .select({ id: tenantDomains.id })
      .from(tenantDomains)
      .where(eq(tenantDomains.tenantId, owner.tenantId)),
  );
  if (there.length === 0) await addDomain(owner, demo.domain);
}

async function makeApiKey(owner: Ctx, demo: DemoTenant): Promise<void> {
  const there = await inTenant(owner, (tx) =>
    tx.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.tenantId, owner.tenantId)),
  );
  if (there.length === 0)
    await createApiKey(owner, { name: demo.apiKey, scopes: ["tenant.read", "usage.read"] });
}

/** Paused at once: the demo's address is nobody's, and nothing should knock there. */
async function makeEndpoint(owner: Ctx, demo: DemoTenant): Promise<void> {
  const there = await inTenant(owner, (tx) =>
    tx
      .select({ id: webhookEndpoints.id })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.tenantId, owner.tenantId)),
  );
  if (there.length > 0) return;
  const endpoint = await createEndpoint(owner, demo.webhook);
  await pauseEndpoint(owner, { endpointId: endpoint.id });
}

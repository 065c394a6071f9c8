import { sql } from "drizzle-orm";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { createRouter } from "@/server/modules/network/create-router";
import { commentOf } from "@/server/modules/network/rules/ownership";
import { setAccess } from "@/server/modules/network/set-access";
import { enforceLane } from "@/server/modules/subscriptions/enforce-lane";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  type RouterOsOptions,
  type RouterOsStandin,
  startRouterOs,
} from "@/standins/routeros/start";
import { mintService, mintServiceScene, type ServiceScene } from "./service-scene";

/** A tenant with a router: the stand-in behind it, lists' profiles set up, our own user in it. */
export type RouterScene = ServiceScene & { router: RouterOsStandin; routerId: string };
/** The versions that every suite of the network holds to: before and after tags, logins, dates and `!empty` changed. */
export const ROUTEROS_VERSIONS = ["6.42", "6.49", "7.17", "7.18"] as const;
type CutMethod = "addressList" | "profile" | "disable";

const PASSWORD = "practise-only";

/** Starts the stand-in and a tenant of its own; close the stand-in afterwards. */
export async function mintRouterScene(
  over: RouterOsOptions & { cutMethod?: CutMethod } = {},
): Promise<RouterScene> {
  const { cutMethod = "disable", ...options } = over;
  const scene = await mintServiceScene();
  const router = await startRouterOs({
    ...{ users: [{ name: "trama", password: PASSWORD }], identity: "Torre Ñ", redialMs: 60 },
    ...options,
  });
  const routerId = await addRouter(scene, router, { cutMethod });
  return { ...scene, router, routerId };
}

/** Sets a stand-in up as the onboarding script would, and adds it to the tenant. */
export async function addRouter(
  scene: ServiceScene,
  router: RouterOsStandin,
  { cutMethod = "disable", name = "Torre" }: { cutMethod?: CutMethod; name?: string } = {},
): Promise<string> {
  allowed.add(router.port);
  setOutboundSeams({ allowLoopbackPorts: [...allowed] });
  forgetLanes();
  for (const [profile, list] of [
    ["trama-corte", "trama-corte"],
    ["trama-aviso", "trama-aviso"],
  ] as const)
    router.add("/ppp/profile", {
      ...{ name: profile, "address-list": list, "rate-limit": "256k/256k" },
      ...{ "local-address": "10.64.0.1", "remote-address": pool(router) },
    });
  router.add("/ppp/profile", {
    ...{ name: "plan", "local-address": "10.64.0.1", "remote-address": pool(router) },
  });
  const { host, port } = router;
  const made = await createRouter(scene.owner, {
    ...{ name, host, port, password: PASSWORD, cutMethod },
  });
  return made.id;
}

const allowed = new Set<number>();

function pool(router: RouterOsStandin): string {
  const name = "trama-pool";
  if (!router.menu("/ip/pool").some((row) => row.name === name))
    router.add("/ip/pool", { name, ranges: "10.64.1.2-10.64.9.254" });
  return name;
}

/** An active service on the scene's router, by PPPoE unless said. */
export async function mintAccess(
  scene: RouterScene,
  over: {
    userName?: string;
    address?: string | null;
    method?: "pppoe" | "dhcp" | "static" | "hotspot";
    mac?: string;
    routerId?: string;
  } = {},
): Promise<string> {
  const routerId = over.routerId ?? scene.routerId;
  const serviceId = await mintService(scene, { kind: "routeros", integrationId: routerId });
  await setAccess(scene.owner, {
    ...{ serviceId, routerId, method: over.method ?? "pppoe", password: "clave" },
    userName: over.userName ?? `u-${serviceId.slice(-8)}`,
    ...{ address: over.address ?? null, mac: over.mac ?? null, profile: "plan" },
  });
  return serviceId;
}

/** A job's delivery with time enough, or with what is said. */
export const delivery = (over: Partial<JobDelivery> = {}): JobDelivery => ({
  ...{ name: "services.enforceLane", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
  ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
  ...over,
});

/** Drains a router's commands once, as if so many seconds later. */
export const drainRouter = (scene: RouterScene, seconds = 0, over: Partial<JobDelivery> = {}) =>
  enforceLane.handle(
    { ...scene.tenant.ctx, now: new Date(Date.now() + seconds * 1_000) },
    { integrationId: scene.routerId },
    delivery(over),
  );

/** Rows of the tenant. */
export const rowsOf = <T extends Record<string, unknown>>(
  { tenant }: ServiceScene,
  query: ReturnType<typeof sql>,
) => inTenant(tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);

/**
 * So many active services by PPPoE at once, their rows on the router already, each with our tag and each on: as a router is
 * once its company has been on it for long.
 */
export async function mintManyAccesses(scene: RouterScene, count: number): Promise<string[]> {
  const { tenant, customerId, itemId, routerId, router } = scene;
  const made = Array.from({ length: count }, (_, at) => ({
    ...{ service: newId(), access: newId(), number: at + 1, name: `cliente-${at + 1}`, row: "" },
  }));
  for (const one of made)
    one.row = router.add("/ppp/secret", {
      ...{ name: one.name, profile: "plan", service: "pppoe" },
      comment: commentOf(
        { tenantId: tenant.id, serviceId: one.service },
        `#${one.number} Rosa Quispe`,
      ),
    });
  await inTenant(tenant.ctx, async (tx) => {
    const given = sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as g (service uuid, access uuid, number int, name text, row text)`;
    await tx.execute(sql`insert into services (id, tenant_id, number, customer_id, item_id, state, desired, observed,
        enforcement_kind, enforcement_ref, integration_id, currency, billing_mode, anchor_day, started_on, next_period_on, next_bill_on)
      select g.service, ${tenant.id}::uuid, g.number, ${customerId}::uuid, ${itemId}::uuid, 'active', 'on', 'on', 'routeros',
        g.name, ${routerId}::uuid, 'PEN', 'prepaid', 1, '2026-01-01', '2026-12-01', '2026-12-01' from ${given}`);
    await tx.execute(sql`insert into router_accesses
        (id, tenant_id, service_id, router_id, method, user_name, profile, adoption, row_id)
      select g.access, ${tenant.id}::uuid, g.service, ${routerId}::uuid, 'pppoe', g.name, 'plan', 'ours', g.row from ${given}`);
  });
  return made.map(({ service }) => service);
}

import { sql } from "drizzle-orm";
import { newId } from "@/server/kernel/ids";
import { createEndpoint } from "@/server/modules/hub/create-endpoint";
import { addBlackout } from "@/server/modules/billing/dunning/add-blackout";
import { createPolicy } from "@/server/modules/billing/dunning/create-policy";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { commentOf } from "@/server/modules/network/rules/ownership";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { setOutboundSeams } from "@/server/outbound/seams";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type RouterOsStandin, startRouterOs } from "@/standins/routeros/start";
import type { StripeStandin } from "@/standins/stripe/handler";
import { makeDemo } from "../gateway-scene";
import { refreshHosts } from "../http";
import { addRouter, ROUTEROS_VERSIONS } from "../router-scene";
import { mintPlan, mintServiceScene, type ServiceScene } from "../service-scene";
import { LADDERS } from "./ladders";
import { MANNERS, type Person, type YearDay } from "./people";

/** A tenant with its ladders, routers, gateway and people. */
export type Town = ServiceScene & {
  people: readonly Person[];
  routers: readonly RouterOsStandin[];
  routerIds: readonly string[];
  stripeId: string;
  close(): Promise<void>;
};

const ANCHORS = [1, 5, 10, 15];
const PRICES = ["59.90", "89.00"];
const CUTS = ["disable", "profile", "addressList", "disable"] as const;
const FIRST_NUMBER = 101;
export const DUE_DAYS = 7;
export const numberOf = ({ at }: Pick<Person, "at">): number => FIRST_NUMBER + at;

export const WEBHOOK_EVENTS = ["service.suspended", "service.reconnected", "payment.received"];

type Given = {
  size: number;
  on: YearDay;
  stripe: StripeStandin;
  receiver: { port: number; learn(secret: string): void };
};

/** Builds it by the product's own verbs, but for customers and services, which come in sets. */
export async function buildTown({ size, on, stripe, receiver }: Given): Promise<Town> {
  const scene = await mintServiceScene();
  const routers = await Promise.all(
    ROUTEROS_VERSIONS.map((version) =>
      startRouterOs({
        ...{ version, users: [{ name: "trama", password: "practise-only" }], redialMs: 5 },
      }),
    ),
  );
  const routerIds: string[] = [];
  for (const [at, router] of routers.entries())
    routerIds.push(await addRouter(scene, router, { cutMethod: CUTS[at], name: `Torre ${at}` }));
  const ports = routers.map(({ port }) => port);
  setOutboundSeams({ allowLoopbackPorts: [...ports, receiver.port] });
  const stripeId = await setUp(scene, { on, stripe, receiver });
  const items = await Promise.all(
    PRICES.map((price, at) => mintPlan(scene, { price, code: `F${at}`, kind: "routeros" })),
  );
  const ladders: string[] = [];
  for (const ladder of LADDERS) ladders.push((await createPolicy(scene.owner, ladder)).id);
  const people = await peopleOf(scene, size, { routers, routerIds, items, ladders, on });
  await refreshHosts();
  const close = () => Promise.all(routers.map((router) => router.close())).then(() => undefined);
  return { ...scene, people, routers, routerIds, stripeId, close };
}

async function setUp(
  { owner, tenant }: ServiceScene,
  { on, stripe, receiver }: Omit<Given, "size">,
): Promise<string> {
  await makeDemo(tenant.id);
  const save = (
    module: "billing" | "calendar" | "subscriptions" | "receiving",
    data: Record<string, unknown>,
  ) => updateSettings(owner, { module, version: 0, data });
  await save("billing", { dueDays: DUE_DAYS, autoApprove: true });
  await save("calendar", { holidays: [{ date: on(1, 20), name: "Aniversario" }] });
  await save("subscriptions", { cutsAtOnce: 10_000 });
  await save("receiving", { proofHoldsCut: true, proofHoldHours: 48 });
  await addBlackout(owner, { fromDay: on(2, 8), toDay: on(2, 10), reason: "Fiestas" });
  await addBlackout(owner, {
    ...{ fromDay: on(3, 9), toDay: on(3, 11), reason: "Corte de fibra", kind: "outage" },
  });
  const url = `http://127.0.0.1:${receiver.port}/hook`;
  const endpoint = await createEndpoint(owner, {
    url,
    description: "",
    eventNames: WEBHOOK_EVENTS,
  });
  receiver.learn(endpoint.secret);
  const { id } = await createIntegration(owner, {
    ...{ vendor: "stripe", name: "Stripe", config: { mode: "test" } },
    credentials: { secretKey: stripe.secretKey, webhookSecret: stripe.webhookSecret },
  });
  return id;
}

type Ground = {
  routers: readonly RouterOsStandin[];
  routerIds: readonly string[];
  items: readonly string[];
  ladders: readonly string[];
  on: YearDay;
};

/** Manner and ladder go through all their pairs; anchors, prices and routers beside them. */
async function peopleOf(
  { tenant }: ServiceScene,
  size: number,
  { routers, routerIds, items, ladders, on }: Ground,
): Promise<Person[]> {
  const rows = Array.from({ length: size }, (_, at) => {
    const ladder = Math.floor(at / MANNERS.length + (at % MANNERS.length)) % LADDERS.length;
    const turn = Math.floor(at / MANNERS.length);
    const [routerAt, priceAt] = [(at + 2 * turn) % 4, ((at >> 2) + turn) % 2];
    const anchor = ANCHORS[(at + Math.floor(at / MANNERS.length)) % ANCHORS.length] ?? 1;
    return {
      ...{ at, customerId: newId(), serviceId: newId(), manner: MANNERS[at % MANNERS.length] },
      ...{ ladder, anchor, routerAt, priceMinor: Math.round(Number(PRICES[priceAt]) * 100) },
      ...{ number: FIRST_NUMBER + at, item: items[priceAt], policy: ladders[ladder] },
      ...{ router: routerIds[routerAt], startsOn: on(1, anchor), user: `cliente-${at}`, row: "" },
      // The list of who is cut needs to know where they are.
      address: CUTS[routerAt] === "addressList" ? `10.70.${at >> 8}.${at & 255}` : null,
    };
  });
  for (const one of rows)
    one.row =
      routers[one.routerAt]?.add("/ppp/secret", {
        ...{ name: one.user, profile: "plan", service: "pppoe" },
        ...(one.address && { "remote-address": one.address }),
        comment: commentOf({ tenantId: tenant.id, serviceId: one.serviceId }, `#${one.number}`),
      }) ?? "";
  await insertPeople(tenant, rows);
  return rows as unknown as Person[];
}

async function insertPeople(tenant: ServiceScene["tenant"], rows: readonly object[]) {
  const t = tenant.id;
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ("customerId" uuid, "serviceId" uuid, at int,
    manner text, anchor int, number int, item uuid, policy uuid, router uuid, "startsOn" date, "user" text, "row" text, address text)`;
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into customers
        (id, tenant_id, number, name, email, search_text, dunning_policy_id, dunning_exempt, dunning_exempt_reason)
      select g."customerId", ${t}::uuid, g.number, 'Cliente ' || g.number, 'c' || g.number || '@town.example',
        'cliente ' || g.number, g.policy, g.manner = 'vip', case g.manner when 'vip' then 'VIP' else '' end from ${given}`);
    await tx.execute(sql`insert into services (id, tenant_id, number, customer_id, item_id, state, desired, observed,
        enforcement_kind, enforcement_ref, integration_id, currency, billing_mode, anchor_day, started_on, next_period_on,
        next_bill_on, plain)
      select g."serviceId", ${t}::uuid, g.number, g."customerId", g.item, 'active', 'on', 'on', 'routeros', g."user", g.router,
        'PEN', 'prepaid', g.anchor, g."startsOn", g."startsOn", g."startsOn", true from ${given}`);
    await tx.execute(sql`insert into service_terms (tenant_id, service_id, starts_on, item_id)
      select ${t}::uuid, g."serviceId", g."startsOn", g.item from ${given}`);
    await tx.execute(sql`insert into router_accesses
        (id, tenant_id, service_id, router_id, method, user_name, profile, adoption, row_id, address)
      select gen_random_uuid(), ${t}::uuid, g."serviceId", g.router, 'pppoe', g."user", 'plan', 'ours', g."row", g.address::inet
      from ${given}`);
  });
}

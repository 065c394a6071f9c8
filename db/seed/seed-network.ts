import { randomBytes } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/server/kernel/ids";
import { checkRouter } from "@/server/modules/network/check-router";
import { createRouter } from "@/server/modules/network/create-router";
import { toAscii } from "@/server/modules/network/rules/ownership";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import { enforceLane } from "@/server/modules/subscriptions/enforce-lane";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { seedId } from "./seed-id";

/** The practice routers that `npm start` runs (`standins/routeros/demo.ts`); none where a test seeds. */
const practiceRouters = z.array(
  z.object({ name: z.string(), port: z.number().int(), control: z.number().int() }),
);
type Practice = z.output<typeof practiceRouters>[number];

/** How each cuts: the first by lists, for which its customers have fixed addresses; the second by profile. */
const CUTS = ["addressList", "profile"] as const;
/** Left on each router as somebody wrote them down by hand, and cut and let in again once everybody is on. */
const BY_HAND = 4;
const DRILLED = 8;
/** Asked for one after another in a lot; the whole company takes some seconds. */
const DRAIN_MS = 300_000;

/**
 * FibraNet's routers, set up by the product's own script and checked by its own preflight, with the customers who are on:
 * each asked for by a command and proven by what the router shows, as any customer is.
 */
export async function seedNetwork(owner: Ctx): Promise<void> {
  const routers = practiceRouters.parse(JSON.parse(process.env.TRAMA_DEMO_ROUTERS || "[]"));
  for (const [place, router] of routers.entries()) {
    const there = await inTenant(owner, (tx) =>
      tx.execute(
        sql`select 1 from routers where tenant_id = ${owner.tenantId} and name = ${router.name}`,
      ),
    );
    if (there.rows.length > 0) continue;
    const routerId = await bring(owner, router, CUTS[place] ?? "profile");
    const { connected, byHand } = await connect(owner, routerId, place, routers.length);
    await paste(router, byHand.map(secretByHand).join("\n"));
    await drain(owner, routerId);
    await drill(owner, routerId, connected.slice(0, DRILLED));
  }
}

/** A person's way of writing a customer down, from before Trama: to be adopted. */
const secretByHand = ({ ref, number, code, customer, address }: Placed, at: number): string =>
  [
    `/ppp secret add service=pppoe profile=${code}${address ? ` remote-address=${address}` : ""}`,
    at === 0 ? `name=casa-${number} comment="${toAscii(customer)}"` : `name=${ref}`,
    `password=${randomBytes(9).toString("base64url")}`,
  ].join(" ");

/** What an installer does before leaving: some are cut and let in again. How long it took is the clock's first truth. */
async function drill(owner: Ctx, routerId: string, serviceIds: readonly string[]): Promise<void> {
  const reason = "admin" as const;
  const note = "Prueba de corte y reconexión";
  const cut = { ...owner, now: new Date() };
  await inTenant(cut, (tx) => placeHolds(cut, tx, { serviceIds, reason, note }));
  await drain(owner, routerId);
  const back = { ...owner, now: new Date() };
  await inTenant(back, (tx) => liftHolds(back, tx, { serviceIds, reason, note }));
  await drain(owner, routerId);
}

/** Adds the router and pastes its script into its terminal, as a person does. */
async function bring(owner: Ctx, router: Practice, cutMethod: (typeof CUTS)[number]) {
  const { name, port } = router;
  const { id, script } = await createRouter(owner, { name, host: "127.0.0.1", port, cutMethod });
  await paste(router, script);
  for (const { code, rate } of await plans(owner))
    await say(
      router,
      `add /ppp/profile name=${code} local-address=10.60.0.1 remote-address=clientes rate-limit=${rate}`,
    );
  await checkRouter(owner, { routerId: id });
  return id;
}

async function say({ name, control }: Practice, line: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${control}/`, { method: "POST", body: line });
  if (!answer.ok) throw new Error(`the practice router ${name} refused: ${line.slice(0, 40)}`);
}

const paste = (router: Practice, script: string) =>
  say(router, `paste ${Buffer.from(script).toString("base64")}`);

/** The plans and their speeds as a router reads them: what the customer sends comes first. */
const plans = (owner: Ctx) =>
  inTenant(owner, async (tx) => {
    const { rows } = await tx.execute<{ code: string; rate: string }>(sql`
      select code, (network ->> 'upKbps') || 'k/' || (network ->> 'downKbps') || 'k' as rate from catalog_items
      where tenant_id = ${owner.tenantId} and network is not null order by code`);
    return rows;
  });

type Placed = {
  id: string;
  code: string;
  ref: string;
  number: number;
  customer: string;
  address: string | null;
};

/**
 * Puts every second of the customers who are on, on this router: by PPPoE, under the name that they have. The last few are
 * left for a person to adopt.
 */
async function connect(owner: Ctx, routerId: string, place: number, of: number) {
  const { tenantId } = owner;
  return inTenant(owner, async (tx) => {
    const { rows } = await tx.execute<Omit<Placed, "address">>(sql`
      select s.id, i.code, s.enforcement_ref as ref, s.number, k.name as customer from services s
      join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
      join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
      where s.tenant_id = ${tenantId} and s.enforcement_kind = 'manual' and s.desired = 'on' and s.observed = 'on'
        and i.niche = 'internet' and s.number % ${of} = ${place}
        and not exists (select from enforcement_commands c where c.tenant_id = s.tenant_id and c.service_id = s.id
          and c.status in ('pending', 'applied'))
      order by s.number`);
    const placed = rows.map((row): Placed => ({
      ...row,
      address: place === 0 ? `10.${64 + place}.${row.number >> 8}.${row.number & 255}` : null,
    }));
    const byHand = placed.splice(-BY_HAND);
    const accesses = placed.map(({ id, code, ref, address }) => ({
      ...{ id: seedId(`access:${id}`), serviceId: id, userName: ref, profile: code, address },
    }));
    await tx.execute(insertAccesses(tenantId, routerId, accesses));
    const ids = placed.map(({ id }) => id);
    await tx.execute(sql`update services set enforcement_kind = 'routeros', integration_id = ${routerId}
      where tenant_id = ${tenantId} and id = any(${sql.param(ids)}::uuid[])`);
    await askAgain(owner, tx, ids, "provision");
    return { connected: ids, byHand };
  });
}

const insertAccesses = (tenantId: string, routerId: string, rows: readonly object[]): SQL => sql`
  insert into router_accesses (id, tenant_id, service_id, router_id, method, user_name, address, profile)
  select r.id, ${tenantId}::uuid, r."serviceId", ${routerId}::uuid, 'pppoe', r."userName", r.address, r.profile
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r (id uuid, "serviceId" uuid, "userName" text, address text, profile text)`;

/** Does what was asked, as the router's own job would. */
export async function drain(owner: Ctx, integrationId: string): Promise<void> {
  const controller = new AbortController();
  await enforceLane.handle(
    { ...owner, now: new Date() },
    { integrationId },
    {
      ...{ name: enforceLane.name, jobId: newId(), attempt: 1, timeoutMs: DRAIN_MS },
      ...{ signal: controller.signal, deadline: new Date(Date.now() + DRAIN_MS) },
    },
  );
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/server/kernel/ids";
import { checkRouter } from "@/server/modules/network/check-router";
import { createRouter } from "@/server/modules/network/create-router";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import { enforceLane } from "@/server/modules/subscriptions/enforce-lane";
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
    await connect(owner, routerId, place, routers.length);
    await drain(owner, routerId);
  }
}

/** Adds the router and pastes its script into its terminal, as a person does. */
async function bring(owner: Ctx, router: Practice, cutMethod: (typeof CUTS)[number]) {
  const { name, port, control } = router;
  const { id, script } = await createRouter(owner, { name, host: "127.0.0.1", port, cutMethod });
  const say = (line: string) =>
    fetch(`http://127.0.0.1:${control}/`, { method: "POST", body: line }).then((answer) => {
      if (!answer.ok) throw new Error(`the practice router ${name} refused: ${line.slice(0, 40)}`);
    });
  await say(`paste ${Buffer.from(script).toString("base64")}`);
  for (const { code, rate } of await plans(owner))
    await say(
      `add /ppp/profile name=${code} local-address=10.60.0.1 remote-address=clientes rate-limit=${rate}`,
    );
  await checkRouter(owner, { routerId: id });
  return id;
}

/** The plans and their speeds as a router reads them: what the customer sends comes first. */
const plans = (owner: Ctx) =>
  inTenant(owner, async (tx) => {
    const { rows } = await tx.execute<{ code: string; rate: string }>(sql`
      select code, (network ->> 'upKbps') || 'k/' || (network ->> 'downKbps') || 'k' as rate from catalog_items
      where tenant_id = ${owner.tenantId} and network is not null order by code`);
    return rows;
  });

/** Puts every second of the customers who are on, on this router: by PPPoE, under the name that they have. */
async function connect(owner: Ctx, routerId: string, place: number, of: number): Promise<void> {
  const { tenantId } = owner;
  await inTenant(owner, async (tx) => {
    const { rows } = await tx.execute<{
      id: string;
      code: string;
      ref: string;
      number: number;
    }>(sql`
      select s.id, i.code, s.enforcement_ref as ref, s.number from services s
      join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
      where s.tenant_id = ${tenantId} and s.enforcement_kind = 'manual' and s.desired = 'on' and s.observed = 'on'
        and i.niche = 'internet' and s.number % ${of} = ${place}
        and not exists (select from enforcement_commands c where c.tenant_id = s.tenant_id and c.service_id = s.id
          and c.status in ('pending', 'applied'))
      order by s.number`);
    const accesses = rows.map(({ id, code, ref, number }) => ({
      ...{ id: seedId(`access:${id}`), serviceId: id, userName: ref, profile: code },
      address: place === 0 ? `10.${64 + place}.${number >> 8}.${number & 255}` : null,
    }));
    await tx.execute(insertAccesses(tenantId, routerId, accesses));
    const ids = rows.map(({ id }) => id);
    await tx.execute(sql`update services set enforcement_kind = 'routeros', integration_id = ${routerId}
      where tenant_id = ${tenantId} and id = any(${sql.param(ids)}::uuid[])`);
    await askAgain(owner, tx, ids, "provision");
  });
}

const insertAccesses = (tenantId: string, routerId: string, rows: readonly object[]): SQL => sql`
  insert into router_accesses (id, tenant_id, service_id, router_id, method, user_name, address, profile)
  select r.id, ${tenantId}::uuid, r."serviceId", ${routerId}::uuid, 'pppoe', r."userName", r.address, r.profile
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r (id uuid, "serviceId" uuid, "userName" text, address text, profile text)`;

/** Does what was asked, as the router's own job would. */
async function drain(owner: Ctx, integrationId: string): Promise<void> {
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

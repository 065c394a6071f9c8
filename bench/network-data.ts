import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { newId } from "@/server/kernel/ids";
import { createRouter } from "@/server/modules/network/create-router";
import { secretPlace } from "@/server/modules/network/internal/load-accesses";
import { commentOf } from "@/server/modules/network/rules/ownership";
import { setOutboundSeams } from "@/server/outbound/seams";
import { sealText } from "@/server/secrets/seal";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintServiceScene, type ServiceScene } from "@/server/testing/service-scene";
import type { Ask, Counts, RouterOrder } from "./servers/routers";

const PASSWORD = "practise-only";

/** A customer's place: whose, on which router, by what name. */
export type Place = {
  readonly serviceId: string;
  readonly customerId: string;
  readonly accessId: string;
  readonly number: number;
  readonly name: string;
};
export type BenchRouter = { readonly id: string; readonly port: number; readonly places: Place[] };

/** The stand-ins' process. */
export type Field = {
  start(orders: readonly RouterOrder[]): Promise<number[]>;
  count(): Promise<Counts>;
  /** A hand changes one secret in so many; gives how many. */
  drift(port: number, every: number): Promise<number>;
  end(): Promise<void>;
};

export function openField(): Field {
  const child = fork(join(import.meta.dirname, "servers", "routers.ts"), [], {
    execArgv: ["--import", "tsx"],
  });
  const ask = async <T>(words: Ask): Promise<T> => {
    child.send(words);
    const [said] = (await once(child, "message")) as [T];
    return said;
  };
  return {
    start: (routers) => ask({ kind: "start", routers }),
    count: () => ask({ kind: "count" }),
    drift: (port, every) => ask({ kind: "drift", port, every }),
    end: async () => {
      child.kill("SIGKILL");
      await gone(child);
    },
  };
}

const gone = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;

const allowed = new Set<number>();

/** A tenant whose customers are on routers of the field, on and proven, a customer a service. */
export async function openNetwork(
  field: Field,
  size: { routers: number; customersEach: number; latencyMs: number; online: boolean },
): Promise<{ scene: ServiceScene; routers: BenchRouter[] }> {
  const scene = await mintServiceScene();
  const planned = Array.from({ length: size.routers }, (_, r) =>
    Array.from({ length: size.customersEach }, (_, n): Place => {
      const number = 1_000 + r * size.customersEach + n;
      const [serviceId, customerId, accessId] = [newId(), newId(), newId()];
      return { serviceId, customerId, accessId, number, name: `cliente-${number}` };
    }),
  );
  const ports = await field.start(
    planned.map((places) => ({
      ...{ latencyMs: size.latencyMs, online: size.online },
      secrets: places.map((place) => ({ name: place.name, comment: commentFor(scene, place) })),
    })),
  );
  for (const port of ports) allowed.add(port);
  setOutboundSeams({ allowLoopbackPorts: [...allowed] });
  const routers: BenchRouter[] = [];
  for (const [n, places] of planned.entries()) {
    const port = ports[n] ?? 0;
    const { id } = await createRouter(scene.owner, {
      ...{ name: `Torre ${n}`, host: "127.0.0.1", port, password: PASSWORD, cutMethod: "disable" },
    });
    await write(scene, id, places);
    routers.push({ id, port, places });
  }
  await analyze();
  return { scene, routers };
}

export const commentFor = ({ tenant }: ServiceScene, { serviceId, number }: Place): string =>
  commentOf({ tenantId: tenant.id, serviceId }, `#${number} Cliente ${number}`);

/** Rows straight into the tables, as the verbs would have left them; passwords sealed, each for its place. */
async function write(scene: ServiceScene, routerId: string, places: readonly Place[]) {
  const t = scene.tenant.id;
  const column = (of: (place: Place) => string | number) => sql.param(places.map(of));
  await inTenant(scene.owner, async (tx) => {
    const sealed: string[] = [];
    for (const { accessId } of places)
      sealed.push(await sealText(scene.owner, tx, secretPlace(accessId), "clave"));
    const given = sql`unnest(${column(({ serviceId }) => serviceId)}::uuid[], ${column(({ customerId }) => customerId)}::uuid[],
      ${column(({ accessId }) => accessId)}::uuid[], ${column(({ number }) => number)}::int[],
      ${column(({ name }) => name)}::text[], ${sql.param(sealed)}::text[]) as g(service, customer, access, number, name, sealed)`;
    await tx.execute(sql`insert into customers (id, tenant_id, number, name)
      select g.customer, ${t}::uuid, g.number, 'Cliente ' || g.number from ${given}`);
    await tx.execute(sql`insert into services (id, tenant_id, number, customer_id, item_id, state, desired, observed,
        enforcement_kind, enforcement_ref, integration_id, currency, billing_mode, anchor_day, started_on, next_period_on, next_bill_on)
      select g.service, ${t}::uuid, g.number, g.customer, ${scene.itemId}::uuid, 'active', 'on', 'on', 'routeros', g.name, ${routerId}::uuid,
        'PEN', 'prepaid', 1, '2026-01-01', '2026-12-01', '2026-12-01' from ${given}`);
    await tx.execute(sql`insert into service_terms (tenant_id, service_id, starts_on, item_id)
      select ${t}::uuid, g.service, '2026-01-01', ${scene.itemId}::uuid from ${given}`);
    await tx.execute(sql`insert into router_accesses (id, tenant_id, service_id, router_id, method, user_name, secret_sealed, profile)
      select g.access, ${t}::uuid, g.service, ${routerId}::uuid, 'pppoe', g.name, g.sealed, 'plan' from ${given}`);
  });
}

/** The statistics that autovacuum keeps in a database that was not filled a moment ago. */
const analyze = () => onOwner((owner) => owner.query("analyze"));

/** Resolves when no job is due any more. */
export async function untilIdle(): Promise<void> {
  await onOwner(async (owner) => {
    for (;;) {
      const { rows } = await owner.query(
        "select 1 from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts limit 1",
      );
      if (rows.length === 0) return;
      await sleep(100);
    }
  });
}

async function onOwner(work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client(process.env.DATABASE_URL);
  await owner.connect();
  await work(owner).finally(() => owner.end());
}

/** How long it takes, in seconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** Resolves when the tenant has no open command any more. */
export async function untilProven({ tenant }: ServiceScene): Promise<void> {
  for (;;) {
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select 1 from enforcement_commands
        where tenant_id = ${tenant.id} and status in ('pending', 'applied') limit 1`),
    );
    if (rows.length === 0) return;
    await sleep(100);
  }
}

import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { composition } from "@/server/composition";
import { roleUrl } from "@/db/role-urls";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { canonicalJson } from "@/server/kernel/canonical-json";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { median, type Measure, sideBySide } from "./report";

const WRITERS = 8;

/** The chain: one-event transactions, bulk, how long a neighbour waits, verification of a million facts. */
export async function run(): Promise<Measure[]> {
  const { env } = composition();
  const raw = new pg.Pool({
    connectionString: roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_app"),
    max: WRITERS,
  });
  try {
    return [await single(raw), ...(await bulk(raw)), await neighbour(raw), await verification(raw)];
  } finally {
    await raw.end();
  }
}

const fact = (tenant: TestTenant, i: number) =>
  record(tenant.ctx, "domain.verified", {
    entity: { type: "domain", id: tenant.id },
    payload: { host: `h${i}.example`, face: "staff" },
  });

/** Transactions a second of one tenant with eight writers, each with a change and its fact. */
async function single(raw: pg.Pool): Promise<Measure> {
  const tenant = await mintTenant();
  await inTenant(tenant.ctx, (tx) => tx.execute(flag(tenant.id, "0")));
  const seconds = 3;
  const rate = async (work: (i: number) => Promise<unknown>) => {
    const endMs = performance.now() + seconds * 1000;
    let done = 0;
    const writer = async () => {
      while (performance.now() < endMs) {
        await work(done);
        done++;
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    return done / seconds;
  };
  const sides = await sideBySide(
    3,
    () =>
      rate((i) =>
        inTenant(tenant.ctx, async (tx) => {
          await tx.execute(flag(tenant.id, String(i % WRITERS)));
          fact(tenant, i);
        }),
      ),
    () =>
      rate((i) =>
        inRaw(raw, tenant.id, async (client) => {
          await client.query(flagText, [tenant.id, String(i % WRITERS)]);
        }),
      ),
  );
  return {
    name: "one-event transactions on one tenant",
    ...sides,
    against: "the same change without fact, chain or delivery job",
    unit: "tx/s",
    bar: "≥ 800/s",
  };
}

const flagText =
  "insert into tenant_flags (tenant_id, flag, enabled) values ($1, $2, true) on conflict (tenant_id, flag) do update set enabled = not tenant_flags.enabled";
const flag = (tenantId: string, name: string) =>
  sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenantId}, ${name}, true) on conflict (tenant_id, flag) do update set enabled = not tenant_flags.enabled`;

async function inRaw(
  pool: pg.Pool,
  tenantId: string,
  work: (client: pg.PoolClient) => Promise<unknown>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select set_config('app.tenant_id', '${tenantId}', true)`);
    await work(client);
    await client.query("commit");
  } finally {
    client.release();
  }
}

const BULK = 20_000;

/** Facts a second in bulk: from `record` to commit, and the database's part alone (a set-based run hands over arrays). */
async function bulk(raw: pg.Pool): Promise<Measure[]> {
  const tenant = await mintTenant();
  const facts = bodies(tenant, BULK);
  const timed = async (work: () => Promise<unknown>) => {
    const startMs = performance.now();
    await work();
    return BULK / ((performance.now() - startMs) / 1000);
  };
  const stated = () =>
    timed(() =>
      inTenant(tenant.ctx, async () => {
        for (let i = 0; i < BULK; i++) fact(tenant, i);
      }),
    );
  const appended = () => {
    const values = columnsOf(bodies(tenant, BULK));
    return timed(() => inRaw(raw, tenant.id, (client) => client.query(appendText, values)));
  };
  const owner = new pg.Client({ connectionString: composition().env.DATABASE_URL });
  await owner.connect();
  const plain = async () => {
    await owner.query(loopFunction);
    return timed(() => owner.query(loopText, [facts]));
  };
  const against = "one INSERT and one sha256() a row in a plpgsql loop, no index";
  const measures: Measure[] = [
    {
      name: "facts in bulk, from record() to commit",
      ...(await sideBySide(3, stated, plain)),
      against,
      unit: "facts/s",
    },
    {
      name: "facts in bulk, the database's part",
      ...(await sideBySide(3, appended, plain)),
      against,
      unit: "facts/s",
      bar: "≥ 50 000/s",
    },
  ];
  await owner.end();
  return measures;
}

const appendText =
  "select app.append_events($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text)";
const loopText = "select pg_temp.chain_loop($1::text[])";
/** The naive way: a statement a row. */
const loopFunction = `
  create temp table if not exists looped (body text, hash text);
  truncate looped;
  create or replace function pg_temp.chain_loop(bodies text[]) returns void language plpgsql as $$
  declare previous text := ''; seq bigint := 0; body text;
  begin
    foreach body in array bodies loop
      seq := seq + 1;
      previous := encode(sha256(convert_to(previous || E'\\n' || seq || E'\\n' || body, 'UTF8')), 'hex');
      insert into looped values (body, previous);
    end loop;
  end $$`;

function bodies(tenant: TestTenant, count: number): string[] {
  const at = tenant.ctx.now.toISOString();
  return Array.from({ length: count }, (_, i) =>
    canonicalJson({
      id: newId(),
      tenant: tenant.id,
      name: "domain.verified",
      version: 1,
      at,
      actor: tenant.ctx.actor,
      entity: { type: "domain", id: tenant.id },
      request: tenant.ctx.requestId,
      payload: { host: `h${i}.example`, face: "staff" },
    }),
  );
}

function columnsOf(texts: readonly string[]): unknown[] {
  const parsed = texts.map(
    (text) => JSON.parse(text) as { id: string; tenant: string; at: string },
  );
  return [
    parsed.map(({ id }) => id),
    texts.map(() => "domain.verified"),
    texts.map(() => "domain"),
    parsed.map(({ tenant }) => tenant),
    parsed.map(({ at }) => at),
    texts.join("\n"),
  ];
}

/** The longest that a one-event transaction waits while its neighbour states 20 000 facts in one. */
async function neighbour(raw: pg.Pool): Promise<Measure> {
  const busy = await mintTenant();
  const quiet = await mintTenant();
  const waitOf = async (tenant: TestTenant) => {
    const facts = columnsOf(bodies(busy, BULK));
    const bulk = { over: false };
    const bulkDone = inRaw(raw, busy.id, (client) => client.query(appendText, facts)).finally(
      () => (bulk.over = true),
    );
    let longest = 0;
    while (!bulk.over) {
      const startMs = performance.now();
      await inTenant(tenant.ctx, async () => void fact(tenant, 1));
      longest = Math.max(longest, performance.now() - startMs);
    }
    await bulkDone;
    return longest;
  };
  return {
    name: "a neighbour's longest wait behind 20 000 facts of the same tenant",
    ...(await sideBySide(
      3,
      () => waitOf(busy),
      () => waitOf(quiet),
    )),
    against: "the same in another tenant, whose chain is free",
    unit: "ms",
    bar: "a prototype: 500 ms",
  };
}

const MILLION = 1_000_000;

/** Verification of a million facts: ours with every check, against hashing the same texts with one digest object each. */
async function verification(raw: pg.Pool): Promise<Measure> {
  const tenant = await mintTenant();
  for (let done = 0; done < MILLION; done += BULK)
    await inRaw(raw, tenant.id, (client) =>
      client.query(appendText, columnsOf(bodies(tenant, BULK))),
    );
  const ours: number[] = [];
  for (let round = 0; round < 3; round++) {
    const startMs = performance.now();
    const report = await verifyChain(tenant.ctx);
    if (!report.ok || report.checked.seq !== MILLION) throw new Error("the chain does not verify");
    ours.push((performance.now() - startMs) / 1000);
  }
  const startMs = performance.now();
  let previous = "";
  const [body = ""] = bodies(tenant, 1);
  for (let seq = 1; seq <= MILLION; seq++)
    previous = createHash("sha256").update(`${previous}\n${seq}\n${body}`).digest("hex");
  const baseline = (performance.now() - startMs) / 1000;
  const middle = median(ours);
  return {
    name: "verification of 1 000 000 facts",
    ours: middle,
    baseline,
    ratio: middle / baseline,
    against: "createHash over a million texts already in memory",
    unit: "s",
    bar: "≤ 5 s",
  };
}

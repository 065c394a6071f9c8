import { and, asc, desc, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { customers } from "@/db/schema/crm";
import { newId } from "@/server/kernel/ids";
import { whereOf } from "@/server/modules/work/list-query";
import { listPageInput, listQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { countCustomers } from "./count-customers";
import { soughtCustomers } from "./internal/sought-customers";
import { listCustomers } from "./list-customers";
import { customerList } from "./list-spec";
import { withinReach } from "./within-reach";

type Made = { words: string[]; status: "lead" | "active"; archived: boolean; owner: number };

/** Words that share parts, and all that a pattern could mistake. */
const word = fc.constantFrom(
  ...[
    "maria",
    "mariana",
    "ana",
    "quispe",
    "quis",
    "12345",
    "1234",
    "c99999@x.demo",
    "#12",
    "lima",
    "50%",
    "a_b_c",
  ],
  ...["axbxc", "c:\\temp", "temp\\", "o'brien", '"x,y"', "{a}", "ñandu", "жук", "te", "q"],
);
/** What many have, and what hardly anybody has. */
const held = fc.oneof(fc.constantFrom("maria", "quispe", "lima"), word);
const customer: fc.Arbitrary<Made> = fc.record({
  words: fc.array(held, { minLength: 1, maxLength: 5 }),
  status: fc.constantFrom("lead", "active"),
  archived: fc.boolean(),
  owner: fc.nat(2),
});
/** Whole words, parts of them, several at once, and words that nobody has. */
const part = fc
  .tuple(word, fc.nat(4), fc.integer({ min: 1, max: 12 }))
  .map(([text, from, length]) => text.slice(from, from + length) || text);
const search = fc
  .array(fc.oneof(held, part, fc.constantFrom("zzzyyy", "%", "_", "\\", "%%%", "MARÍA")), {
    maxLength: 5,
  })
  .map((words) => words.join(" "));
const asked = fc.record({
  search,
  filters: fc.constantFrom("", "status=lead", "archived=yes", "status=active&archived=no"),
  sort: fc.constantFrom("name", "-createdAt", "number"),
  limit: fc.integer({ min: 1, max: 30 }),
  as: fc.constantFrom("all", "team", "own"),
});

async function fill(
  { id: tenantId, ctx }: TestTenant,
  made: readonly Made[],
  owners: string[],
): Promise<void> {
  const rows = made.map(({ words, status, archived, owner }, n) => ({
    number: n + 1,
    name: words.join(" "),
    status,
    archived,
    owner: owners[owner] ?? null,
    text: words.join(" "),
  }));
  await inTenant(ctx, (tx) =>
    tx.execute(sql`insert into customers (tenant_id, number, name, status, archived_at, owner_membership_id, search_text, created_at)
      select ${tenantId}, o.number, o.name, o.status, case when o.archived then now() end, o.owner, o.text, now() - make_interval(mins => o.number)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as o (number int, name text, status text, archived boolean, owner uuid, text text)`),
  );
}

/** A tenant with three of staff: the first two are of one team, the third stands alone. */
async function mintTown() {
  const tenant = await mintTenant();
  const teamId = newId();
  const [mate, own, other] = [
    await mintStaff(tenant, "technician"),
    await mintStaff(tenant, "technician"),
    await mintStaff(tenant, "technician"),
  ];
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(
      sql`insert into teams (id, tenant_id, name) values (${teamId}, ${tenant.id}, 'North')`,
    );
    await tx.execute(sql`update memberships set team_id = ${teamId} where tenant_id = ${tenant.id}
      and id in (${mate.membershipId}, ${own.membershipId})`);
  });
  const team = { ...mate.ctx, actor: { ...mate.ctx.actor, teamId } } as Ctx;
  return {
    tenant,
    owners: [mate, own, other].map((one) => one.membershipId),
    by: { all: tenant.ctx, team, own: own.ctx },
  };
}

async function pages(
  ctx: Ctx,
  input: Parameters<typeof listPageInput.parse>[0] & object,
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCustomers(ctx, listPageInput.parse({ ...input, cursor }));
    found.push(...page.items.map((one) => one.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found;
}

/** What the list answered before there was an index: every row asked by `like`, one after another. */
async function scanned(
  ctx: Ctx,
  query: { search: string; filters: string; sort: string },
): Promise<string[]> {
  const order = {
    name: asc(customers.name),
    number: asc(customers.number),
    "-createdAt": desc(customers.createdAt),
  };
  const last = query.sort.startsWith("-") ? desc(customers.id) : asc(customers.id);
  const where = and(
    whereOf(ctx, customerList, listQuery.parse(query)),
    withinReach(ctx, "customer.read"),
  );
  const rows = await inTenant(ctx, (tx) =>
    tx
      .select({ id: customers.id })
      .from(customers)
      .where(where)
      .orderBy(order[query.sort as keyof typeof order], last),
  );
  return rows.map((row) => row.id);
}

test("whatever is searched, filtered and reached, the pages are those of a scan, and so is the count", async () => {
  const ways = new Set<string>();
  const property = fc.asyncProperty(
    fc.array(customer, { minLength: 1, maxLength: 40, size: "max" }),
    fc.array(asked, { minLength: 12, maxLength: 12 }),
    async (made, questions) => {
      const town = await mintTown();
      const neighbour = await mintTenant();
      await fill(town.tenant, made, town.owners);
      await fill(neighbour, made, []);
      for (const { as, ...question } of questions) {
        const ctx = town.by[as as keyof typeof town.by];
        const expected = await scanned(ctx, question);
        expect(await pages(ctx, question)).toEqual(expected);
        const { search: text, filters, sort } = question;
        expect(
          (await countCustomers(ctx, listQuery.parse({ search: text, filters, sort }))).count,
        ).toBe(expected.length);
        const way = await inTenant(ctx, (tx) => soughtCustomers(ctx, tx, text));
        ways.add(typeof way === "string" ? way : way.few.length > 0 ? "few" : "none");
      }
    },
  );
  await fc.assert(property, { numRuns: 30 });
  expect([...ways].toSorted()).toEqual(["few", "many", "none", "unknown"]);
});

describe("among three thousand", () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await mintTenant();
    const made = Array.from({ length: 3_000 }, (_, n) => ({
      words: ["lima", `c${n}@x.demo`, n > 2_000 ? "antigua" : "nueva", n % 2 ? "par" : "impar"],
      status: "active" as const,
      archived: n % 7 === 0,
      owner: 0,
    }));
    await fill(tenant, made, []);
  });
  const sought = (text: string) =>
    inTenant(tenant.ctx, (tx) => soughtCustomers(tenant.ctx, tx, text));

  test.each([
    ["one customer", "c2999@", { few: [expect.any(String)] }],
    ["nobody", "zzzyyy", { few: [] }],
    ["what all have", "lima", "many"],
    ["what only old ones have, more than can be named", "antigua", "many"],
    ["one by a common word and its own", "lima c2999@", { few: [expect.any(String)] }],
    [
      "words that are never together, of which one is thought rare and is not",
      "nueva antigua",
      "many",
    ],
    ["too short to be looked up", "c2", "unknown"],
    ["nothing", "", "unknown"],
  ])("%s", async (_what, text, way) => {
    expect(await sought(text)).toEqual(way);
    const question = { search: text, filters: "", sort: "name", limit: 200 };
    expect(await pages(tenant.ctx, question)).toEqual(await scanned(tenant.ctx, question));
  });
});

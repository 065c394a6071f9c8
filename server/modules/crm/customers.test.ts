import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { getTask } from "@/server/modules/work/get-task";
import { runTask } from "@/server/modules/work/run-task";
import { listPageInput, listQuery } from "@/server/modules/work/schema";
import { undoTask } from "@/server/modules/work/undo-task";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { archiveCustomer } from "./archive-customer";
import { countCustomers } from "./count-customers";
import { createCustomer } from "./create-customer";
import { exportCustomers } from "./export-customers";
import { getCustomer } from "./get-customer";
import { listCustomers } from "./list-customers";
import { previewBulk } from "./preview-bulk";
import { restoreCustomer } from "./restore-customer";
import { startBulk } from "./start-bulk";
import { updateCustomer } from "./update-customer";

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
});

const list = (ctx: Ctx, over: Partial<Parameters<typeof listCustomers>[1]> = {}) =>
  listCustomers(ctx, listPageInput.parse(over));
const names = async (ctx: Ctx, over: Parameters<typeof list>[1] = {}) =>
  (await list(ctx, over)).items.map((customer) => customer.name);
const make = (name: string, over: Record<string, unknown> = {}, ctx = owner) =>
  createCustomer(ctx, { name, ...over });
const used = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ used: string }>(
      sql`select used from tenant_usage where tenant_id = ${tenant.id} and resource = 'customers'`,
    ),
  );
  return Number(rows[0]?.used);
};
const work = (taskId: string) =>
  runTask.handle(tenant.ctx, { taskId }, {
    name: runTask.name,
    jobId: newId(),
    attempt: 1,
    signal: new AbortController().signal,
    deadline: new Date(Date.now() + 60_000),
    timeoutMs: 60_000,
  } satisfies JobDelivery);

describe("numbers", () => {
  test("twenty made at once get the numbers 1 to 20, each once, and are counted against the plan", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, n) => make(`Customer ${n}`)));
    expect(made.map((customer) => customer.number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
    expect(await used()).toBe(20);
  });

  test("archiving gives the place back and restoring takes it again; nothing is deleted", async () => {
    const { id } = await make("Rosa");
    await archiveCustomer(owner, { customerId: id });
    expect([await used(), await names(owner)]).toEqual([0, []]);
    expect(await names(owner, { filters: "archived=yes" })).toEqual(["Rosa"]);
    await expect(archiveCustomer(owner, { customerId: id })).rejects.toMatchObject({
      key: "row_already_so",
    });
    await restoreCustomer(owner, { customerId: id });
    expect([await used(), await names(owner)]).toEqual([1, ["Rosa"]]);
  });
});

describe("the list", () => {
  test("is searched by any part of name, number, mail, phone and city, whatever the accents", async () => {
    await make("José Ñáñez", { email: "jose@x.demo", phone: "+51987654321", city: "Córdoba" });
    await make("Other");
    for (const search of ["nanez", "ÑÁÑ", "#1", "7654", "cordoba jose", "SE@X"])
      expect(await names(owner, { search })).toEqual(["José Ñáñez"]);
    expect(await names(owner, { search: "100%" })).toEqual([]);
    expect(await names(owner, { search: "_" })).toEqual([]);
  });

  test("pages by keyset in every order without a gap or a repetition, also within one millisecond", async () => {
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`insert into customers (tenant_id, number, name, created_at, search_text)
        select ${tenant.id}, n, 'Same', now() - make_interval(secs => (n % 5) * 0.0000011), '' from generate_series(1, 57) n`),
    );
    for (const sort of ["", "name", "-name", "number", "-number", "createdAt", "-createdAt"]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(owner, { sort, limit: 10, cursor });
        seen.push(...page.items.map((customer) => customer.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect([seen.length, new Set(seen).size]).toEqual([57, 57]);
    }
  });

  test("is filtered by choice, emptiness, number and day of the tenant's own zone", async () => {
    await make("Lead", { status: "lead", ownerMembershipId: null });
    await make("Active");
    // 23:30 of the 4th in Lima is the 5th in UTC.
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`update customers set created_at = '2026-03-05T04:30:00Z' where tenant_id = ${tenant.id} and name = 'Lead'`,
      ),
    );
    const cases: [string, string[]][] = [
      ["status=lead", ["Lead"]],
      ["owner=none", ["Lead"]],
      ["createdAt=2026-03-04..2026-03-04", ["Lead"]],
      ["createdAt=2026-03-05..2026-03-05", []],
      ["number=2..", ["Active"]],
      ["name=CTÍV", ["Active"]],
      ["portalAccess=no", []],
    ];
    for (const [filters, expected] of cases)
      expect(await names(owner, { filters })).toEqual(expected);
    expect(await countCustomers(owner, listQuery.parse({ filters: "status=lead" }))).toEqual({
      count: 1,
      estimated: false,
    });
  });

  test.each([
    "password=x",
    "createdAt=yesterday..",
    "createdAt=2026-13-01..",
    "unit=1;drop",
    "number=a..",
    "portalAccess=maybe",
  ])("refuses the filter %s", async (filters) => {
    await expect(list(owner, { filters })).rejects.toMatchObject({ key: "list_filter_unknown" });
  });

  test.each([{ sort: "email" }, { sort: "__proto__" }, { cursor: "x" }, { cursor: `${newId()}` }])(
    "refuses %j",
    async (over) => {
      await expect(list(owner, over)).rejects.toMatchObject({ key: "list_filter_unknown" });
    },
  );
});

test("a technician sees their own customers and their team's, and no others, whichever way they ask", async () => {
  const tech = await mintStaff(tenant, "technician");
  const mate = await mintStaff(tenant, "technician");
  const teamId = newId();
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(
      sql`insert into teams (id, tenant_id, name) values (${teamId}, ${tenant.id}, 'North')`,
    );
    await tx.execute(
      sql`update memberships set team_id = ${teamId} where tenant_id = ${tenant.id} and role = 'technician'`,
    );
  });
  const actor = { ...tech.ctx.actor, teamId } as Ctx["actor"];
  const ctx = { ...tech.ctx, actor };
  await make("Mine", { ownerMembershipId: tech.membershipId });
  await make("Mate's", { ownerMembershipId: mate.membershipId });
  const other = await make("Other");
  expect((await names(ctx)).toSorted()).toEqual(["Mate's", "Mine"]);
  expect(await names(tech.ctx)).toEqual(["Mine"]);
  expect(await countCustomers(ctx, listQuery.parse({}))).toMatchObject({ count: 2 });
  await expect(getCustomer(ctx, { customerId: other.id })).rejects.toMatchObject({
    code: "not_found",
  });
});

describe("changing", () => {
  test("states which fields changed, keeps what stood in them apart, and search follows", async () => {
    const { id } = await make("Rosa", { email: "rosa@x.demo" });
    await updateCustomer(owner, { customerId: id, name: "Rosa Núñez" });
    expect(await names(owner, { search: "nunez" })).toEqual(["Rosa Núñez"]);
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ body: string }>(
        sql`select body from events where tenant_id = ${tenant.id} and name like 'customer.%'`,
      ),
    );
    const chain = rows.map((row) => row.body).join("\n");
    expect(chain).toContain('"fields":["name"]');
    expect(chain).not.toMatch(/Rosa|rosa@/);
  });

  test("another tenant's member or unit is refused beside the field", async () => {
    const neighbour = await mintTenant();
    const { membershipId } = await mintStaff(neighbour, "owner");
    await expect(make("X", { ownerMembershipId: membershipId })).rejects.toMatchObject({
      fields: { ownerMembershipId: "reference_unknown" },
    });
  });
});

describe("many at once", () => {
  test("archive all matching: exactly what the preview said, a fact each, undone but for what somebody changed", async () => {
    for (let n = 0; n < 12; n++) await make(`Lima ${n}`, { city: "Lima" });
    const other = await make("Cusco", { city: "Cusco" });
    const selection = {
      mode: "matching",
      query: listQuery.parse({ filters: "city=lima" }),
    } as const;
    const preview = await previewBulk(owner, { selection });
    expect([preview.count, preview.examples.length]).toEqual([12, 5]);
    const task = await startBulk(owner, { selection, change: { action: "archive" } });
    // Chosen at the start: who comes later is not meant.
    await make("Lima late", { city: "Lima" });
    await work(task.id);
    expect((await names(owner)).toSorted()).toEqual(["Cusco", "Lima late"]);
    expect(await used()).toBe(2);
    const [first] = (await list(owner, { filters: "archived=yes&name=Lima 0" })).items;
    const later = { ...owner, now: new Date(Date.now() + 5) };
    await updateCustomer(later, { customerId: first?.id ?? "", city: "Ica" });
    await undoTask(owner, { taskId: task.id });
    await work(task.id);
    expect(await getTask(owner, { taskId: task.id })).toMatchObject({ undone: 11, notUndone: 1 });
    expect(await used()).toBe(13);
    expect((await getCustomer(owner, { customerId: other.id })).archivedAt).toBeNull();
  });

  test("an owner given to many comes back to whoever it was", async () => {
    const { membershipId } = await mintStaff(tenant, "agent");
    const before = [await make("A"), await make("B", { ownerMembershipId: null })];
    const ids = before.map((customer) => customer.id);
    const task = await startBulk(owner, {
      selection: { mode: "ids", ids },
      change: { action: "assignOwner", ownerMembershipId: membershipId },
    });
    await work(task.id);
    for (const customerId of ids)
      expect((await getCustomer(owner, { customerId })).ownerMembershipId).toBe(membershipId);
    await undoTask(owner, { taskId: task.id });
    await work(task.id);
    for (const { id, ownerMembershipId } of before)
      expect((await getCustomer(owner, { customerId: id })).ownerMembershipId).toBe(
        ownerMembershipId,
      );
  });
});

test("an export is by parts, safe for a spreadsheet, stated, and above 500 rows in the security log", async () => {
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into customers (tenant_id, number, name, search_text)
      select ${tenant.id}, n, '=cmd' || n, '' from generate_series(1, 2300) n`),
  );
  const selection = { mode: "matching", query: listQuery.parse({}) } as const;
  const ask = {
    selection,
    columns: ["number", "name"] as ("number" | "name")[],
    titles: ["No.", "Name"],
  };
  const first = await exportCustomers(owner, ask);
  expect(first).toMatchObject({ rows: 2_000, total: 2_300, after: 2_000 });
  expect(first.csv.split("\r\n").slice(0, 2)).toEqual(["\uFEFFNo.,Name", "1,'=cmd1"]);
  const second = await exportCustomers(owner, { ...ask, after: 2_000 });
  expect(second).toMatchObject({ rows: 300, after: null });
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select kind from security_log where tenant_id = ${tenant.id}`),
  );
  expect(rows).toEqual([{ kind: "massExport" }]);
});

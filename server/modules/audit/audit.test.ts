import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { openDiskFiles } from "@/server/files/disk";
import { commitmentOf, openPersonalDetails } from "@/server/events/personal-details";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { erasePersonalData } from "./erase-personal-data";
import { exportAudit } from "./export-audit";
import { getAuditStatus } from "./get-audit-status";
import { getEvent } from "./get-event";
import { listAuditLog } from "./list-audit-log";
import { makeCheckpoint } from "./make-checkpoint";
import { readTimeline } from "./read-timeline";
import { runVerification } from "./run-verification";
import { verifyChain } from "./verify-chain";

const folder = mkdtempSync(join(tmpdir(), "trama-audit-"));
let tenant: TestTenant;
beforeAll(async () => {
  Object.assign(composition(), { files: openDiskFiles(folder) });
  tenant = await mintTenant();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = { limit: 50 };

const state = (of: TestTenant, count = 1) =>
  inTenant(of.ctx, async () =>
    Array.from({ length: count }, () =>
      record(of.ctx, "domain.verified", {
        entity: { type: "domain", id: newId() },
        payload: { host: "x.example", face: "staff" },
      }),
    ),
  );

test("a timeline shows only facts that the reader's role may see", async () => {
  await state(tenant, 2);
  await inTenant(tenant.ctx, async () => {
    record(tenant.ctx, "tenant.demoWiped", {
      entity: { type: "tenant", id: tenant.id },
      payload: { rows: 1 },
    });
  });
  const technician = await mintStaff(tenant, "technician");
  const owner = await mintStaff(tenant, "owner");
  const seen = await readTimeline(technician.ctx, page);
  expect(seen.items.map(({ name }) => name)).toEqual(["tenant.demoWiped"]);
  const all = await readTimeline(owner.ctx, page);
  expect(all.items.map(({ seq }) => seq)).toEqual([3, 2, 1]);
  const hidden = all.items[1];
  await expect(getEvent(technician.ctx, { eventId: hidden?.id ?? "" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("pages of a timeline follow each other in both directions without gap or repetition", async () => {
  const own = await mintTenant();
  await state(own, 7);
  const first = await readTimeline(own.ctx, { limit: 3 });
  expect(first.items.map(({ seq }) => seq)).toEqual([7, 6, 5]);
  const second = await readTimeline(own.ctx, { limit: 3, before: first.nextBefore ?? 0 });
  expect(second.items.map(({ seq }) => seq)).toEqual([4, 3, 2]);
  const newer = await readTimeline(own.ctx, { limit: 50, after: 5 });
  expect(newer.items.map(({ seq }) => seq)).toEqual([6, 7]);
});

test("the audit log is found by actor, name and time, and names no session", async () => {
  const own = await mintTenant();
  const admin = await mintStaff(own, "admin");
  await inTenant(admin.ctx, async () => {
    record(admin.ctx, "domain.removed", {
      entity: { type: "domain", id: newId() },
      payload: { host: "y.example", face: "portal" },
    });
  });
  await state(own, 3);
  const found = await listAuditLog(admin.ctx, { ...page, actorId: admin.userId });
  expect(found.items.map(({ name }) => name)).toEqual(["domain.removed"]);
  expect(found.items[0]?.actor).toEqual({ kind: "user", id: admin.userId });
  expect(JSON.stringify(found)).not.toContain("sessionId");
  expect((await listAuditLog(admin.ctx, { ...page, name: "domain.verified" })).items.length).toBe(
    3,
  );
  const agent = await mintStaff(own, "agent");
  expect(() => listAuditLog(agent.ctx, page)).toThrow("forbidden");
});

test("another tenant's fact is not found", async () => {
  const [eventId = ""] = await state(tenant);
  const other = await mintTenant();
  await expect(getEvent(other.ctx, { eventId })).rejects.toMatchObject({ code: "not_found" });
});

test("personal data lies sealed beside the chain; erased, the chain verifies as before", async () => {
  const own = await mintTenant();
  const personal = { ip: "203.0.113.77", userAgent: "Canario/1" };
  const eventId = await inTenant(own.ctx, async () =>
    record(own.ctx, "session.created", {
      entity: { type: "session", id: newId() },
      payload: {
        membershipId: newId(),
        customerId: null,
        audience: "staff",
        methods: ["password"],
      },
      personal,
    }),
  );
  const { rows } = await inTenant(own.ctx, (tx) =>
    tx.execute<{ body: string; sealed: Buffer }>(
      sql`select e.body, d.sealed from events e join event_details d on d.event_id = e.id and d.tenant_id = e.tenant_id`,
    ),
  );
  expect(rows.length).toBe(1);
  expect(`${rows[0]?.body}${rows[0]?.sealed.toString("latin1")}`).not.toMatch(/203\.0|Canario/);
  const details = await inTenant(own.ctx, (tx) => openPersonalDetails(tx, own.id, eventId));
  expect(JSON.parse(rows[0]?.body ?? "").personal.commitment).toBe(
    details && commitmentOf(details),
  );
  expect((await getEvent(own.ctx, { eventId })).personal).toEqual(personal);
  const owner = await mintStaff(own, "owner");
  const erase = { eventId, reason: "asked for by the person" };
  expect(await erasePersonalData(owner.ctx, erase)).toEqual({ erased: true });
  expect(await erasePersonalData(owner.ctx, erase)).toEqual({ erased: false });
  expect((await getEvent(own.ctx, { eventId })).personal).toBeNull();
  expect(await verifyChain(own.ctx)).toMatchObject({ ok: true, checked: { seq: 2 } });
});

test("a checkpoint is signed once per state of the chain, in the table and outside it", async () => {
  const own = await mintTenant();
  expect(await makeCheckpoint(own.ctx)).toBeUndefined();
  await state(own, 3);
  const made = await makeCheckpoint(own.ctx);
  expect(made).toMatchObject({ seq: 3, tenantId: own.id });
  expect(await makeCheckpoint(own.ctx)).toBeUndefined();
  const { checkpoints, headSeq } = await getAuditStatus(own.ctx);
  expect({ headSeq, seqs: checkpoints.map(({ seq }) => seq) }).toEqual({ headSeq: 3, seqs: [3] });
  const location = checkpoints[0]?.location ?? "";
  const stored = [];
  for await (const { key } of composition().files.list(`${own.id}/audit/`)) stored.push(key);
  expect(stored.map(String).toSorted()).toEqual([
    location,
    `${own.id}/audit/latest-checkpoint.json`,
  ]);
});

test("the nightly verification keeps its result", async () => {
  const own = await mintTenant();
  await state(own, 4);
  expect(await runVerification(own.ctx)).toMatchObject({ ok: true, checkedSeq: 4, problems: [] });
  expect((await getAuditStatus(own.ctx)).lastVerification).toMatchObject({ ok: true });
});

test("an export verifies in a process of its own that has neither the app nor node_modules", async () => {
  const own = await mintTenant();
  const owner = await mintStaff(own, "owner");
  await state(own, 25);
  let text = "";
  for await (const chunk of exportAudit(owner.ctx)) text += chunk;
  const file = join(folder, "export.jsonl");
  writeFileSync(file, text);
  const verifier = join(import.meta.dirname, "../../../scripts/audit-verify.mjs");
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [verifier, ...args], { cwd: folder, encoding: "utf8" });
  const sound = run(file, "--json");
  expect(sound.stderr).toBe("");
  expect(JSON.parse(sound.stdout)).toMatchObject({ ok: true, facts: 26, problems: [] });
  writeFileSync(file, text.replace("x.example", "z.example"));
  const tampered = run(file);
  expect(tampered.status).toBe(1);
  expect(tampered.stdout).toContain("TAMPERED");
  expect(run(join(folder, "nothing")).status).toBe(2);
  const agent = await mintStaff(own, "agent");
  await expect(exportAudit(agent.ctx).next()).rejects.toMatchObject({ code: "forbidden" });
});

import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { uploadFile } from "@/server/modules/files/upload-file";
import { runTask } from "@/server/modules/work/run-task";
import { getTask } from "@/server/modules/work/get-task";
import { undoTask } from "@/server/modules/work/undo-task";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { updateCustomer } from "@/server/modules/crm/update-customer";
import { checkImport } from "./check-import";
import { importFailures } from "./import-failures";
import { startImport } from "./start-import";

let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  tenant = await mintTenant();
  const staff = await mintStaff(tenant, "owner");
  owner = staff.ctx;
  const { sessionId } = owner.actor as { sessionId: string };
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${staff.membershipId}, 'staff', now() + interval '1 day', now() + interval '1 day')`),
  );
});

const kind = "customers" as const;
const mapping = { name: 0, email: 1, phone: 2, city: 3 };
const upload = async (text: string | Uint8Array) =>
  (
    await uploadFile(owner, {
      name: "clientes.csv",
      bytes: typeof text === "string" ? new TextEncoder().encode(text) : text,
    })
  ).id;
const now = () => ({ ...owner, now: new Date() });
async function work(taskId: string): Promise<void> {
  await runTask.handle(
    tenant.ctx,
    { taskId },
    {
      jobId: newId(),
      name: "work.runTask",
      attempt: 1,
      signal: new AbortController().signal,
      deadline: new Date(Date.now() + 60_000),
      timeoutMs: 60_000,
    },
  );
}
const living = async () =>
  (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ id: string; name: string; phone: string | null }>(
        sql`select id, name, phone from customers where tenant_id = ${tenant.id} and archived_at is null order by number`,
      ),
    )
  ).rows;

test("300 rows, three of them bad: a dry run says which, the run takes the others, undo takes those back that nobody touched", async () => {
  const tag = newId().slice(-8);
  const lines = Array.from(
    { length: 297 },
    (_, i) => `Cliente ${i};c${i}.${tag}@x.example;9${String(i).padStart(8, "0")};Lima`,
  );
  const bad = [
    `Rosa;no-es-correo;;Lima`,
    `;falta.${tag}@x.example;;Lima`,
    `Cliente 0;c0.${tag}@x.example;;Lima`,
  ];
  const fileId = await upload(
    `\uFEFFNombre;Correo;Teléfono;Ciudad\r\n${[...lines, ...bad].join("\r\n")}`,
  );
  const check = await checkImport(owner, { kind, fileId, mapping });
  expect(check).toMatchObject({ rows: 300, good: 297, bad: 3 });
  expect(check.problems.map(({ line }) => line)).toEqual([299, 300, 301]);
  expect(await living()).toEqual([]);

  const task = await startImport(now(), { kind, fileId, mapping });
  await work(task.id);
  await work(task.id);
  expect(await getTask(now(), { taskId: task.id })).toMatchObject({
    status: "done",
    done: 297,
    failed: 3,
    canUndo: true,
  });
  const made = await living();
  expect(made).toHaveLength(297);
  expect(made[0]?.phone).toBe("+51900000000");

  const { csv, rows, after } = await importFailures(now(), { taskId: task.id });
  expect([rows, after]).toEqual([3, null]);
  expect(csv.split("\r\n")[1]).toMatch(/^Rosa,,,no-es-correo,,Lima,,299,.+/);

  await updateCustomer(now(), { customerId: made[5]?.id ?? "", city: "Cusco" });
  await undoTask(now(), { taskId: task.id });
  await work(task.id);
  expect(await getTask(now(), { taskId: task.id })).toMatchObject({
    status: "undone",
    undone: 296,
    notUndone: 1,
  });
  expect((await living()).map(({ id }) => id)).toEqual([made[5]?.id]);
});

test("a row whose customer somebody has since added by hand is refused, not doubled", async () => {
  const email = `late.${newId()}@x.example`;
  const fileId = await upload(`nombre,correo\nAna,${email}\nLuis,l.${email}\n`);
  const task = await startImport(now(), { kind, fileId, mapping: { name: 0, email: 1 } });
  await createCustomer(now(), { name: "Ana", email });
  await work(task.id);
  expect(await getTask(now(), { taskId: task.id })).toMatchObject({ done: 1, failed: 1 });
});

test("a file of Windows-1252 with tabs and names over two lines is read as it was written", async () => {
  const text = 'Nombre\tCorreo\n"Peña\nÑandú"\tpena@x.example\n';
  const bytes = Uint8Array.from([...text].map((char) => char.charCodeAt(0)));
  const fileId = await upload(bytes);
  const { samples } = await checkImport(owner, { kind, fileId, mapping: { name: 0, email: 1 } });
  expect(samples[0]?.["name"]).toBe("Peña Ñandú");
});

test.each([
  ["without rows", "nombre\n", { name: 0 }, "import_empty"],
  ["without a column for the name", "nombre\nAna\n", {}, "import_needs_field"],
  ["of 50 001 rows", `n\n${"x\n".repeat(50_001)}`, { name: 0 }, "import_too_long"],
])("a file %s is refused whole", async (_name, text, given, key) => {
  const fileId = await upload(text);
  await expect(checkImport(owner, { kind, fileId, mapping: given })).rejects.toMatchObject({ key });
});

test("what a spreadsheet would calculate is given back as text", async () => {
  const fileId = await upload('nombre,correo\n"=HYPERLINK(""http://x"")",bad\n');
  const task = await startImport(now(), { kind, fileId, mapping: { name: 0, email: 1 } });
  await work(task.id);
  expect((await importFailures(now(), { taskId: task.id })).csv).toContain(`"'=HYPERLINK`);
});

test("whoever may not import gets neither a dry run nor a start", async () => {
  const agent = (await mintStaff(tenant, "agent")).ctx;
  const input = { kind, fileId: newId(), mapping };
  await expect(checkImport(agent, input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(startImport(agent, input)).rejects.toMatchObject({ code: "forbidden" });
});

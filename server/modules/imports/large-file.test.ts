import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { parseCsv } from "@/server/kernel/parse-csv";
import { uploadFile } from "@/server/modules/files/upload-file";
import { getTask } from "@/server/modules/work/get-task";
import { runTask } from "@/server/modules/work/run-task";
import { undoTask } from "@/server/modules/work/undo-task";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { checkImport } from "./check-import";
import { importFailures } from "./import-failures";
import { guessFields } from "./rules/fields";
import { startImport } from "./start-import";

/** `npm test` walks the path with as many rows as three chunks have; `IMPORT_ROWS=50000` plays the whole of the promise. */
const ROWS = Number(process.env["IMPORT_ROWS"] ?? 4_500);

let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  tenant = await mintTenant();
  const staff = await mintStaff(tenant, "owner");
  owner = staff.ctx;
  const { sessionId } = owner.actor as { sessionId: string };
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${staff.membershipId}, 'staff', now() + interval '1 day', now() + interval '1 day')`);
    await tx.execute(sql`insert into customers (tenant_id, number, name, tax_country, tax_id_kind, tax_id)
      values (${tenant.id}, 1, 'Antigua', 'PE', 'DNI', '45678912')`);
  });
});

const now = (): Ctx => ({ ...owner, now: new Date() });
async function work(taskId: string) {
  const run = { jobId: newId(), name: "work.runTask", attempt: 1, timeoutMs: 600_000 };
  const deadline = new Date(Date.now() + 600_000);
  const signal = new AbortController().signal;
  for (;;) {
    await runTask.handle(tenant.ctx, { taskId }, { ...run, signal, deadline });
    const task = await getTask(now(), { taskId });
    if (task.status === "done" || task.status === "undone") return task;
  }
}
const living = async () =>
  (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ count: number; names: string[] }>(sql`
        select count(*)::int as count, (array_agg(name order by number))[1:3] as names from customers
        where tenant_id = ${tenant.id} and archived_at is null`),
    )
  ).rows[0];
/** As programs here save it: Windows-1252, though one of them put UTF-8's mark before it. */
const latin1 = (text: string) =>
  Uint8Array.from([0xef, 0xbb, 0xbf, ...[...text].map((char) => char.charCodeAt(0))]);

test("a large file in Latin-1 with `;`, a stray mark and poisoned rows: the good rows come in, the bad ones come back as a file that can be mended, and all of it is undone", async () => {
  const header = "Nombre;Teléfono;DNI;Correo;Ciudad";
  const lines = Array.from({ length: ROWS }, (_, at) => {
    // A family of two shares a phone and an e-mail.
    const family = Math.floor(at / 2);
    return `Peña Ñandú ${at};9${String(family).padStart(8, "0")};;f${family}@x.example;Áncash`;
  });
  const poison = {
    quoted: '"Entre ""comillas""\r\ny dos líneas";955000001;;;Lima',
    formula: "\"=cmd|' /C calc'!A0\";+51 987 654 321;;no-es-correo;Lima",
    taken: "Otra;;45678912;;Lima",
    nameless: ";900000002;;;Lima",
  };
  lines.splice(10, 0, poison.quoted);
  lines.splice(Math.floor(ROWS / 2), 0, poison.formula, poison.taken);
  lines.push(poison.nameless);
  const bytes = latin1(`${header}\r\n${lines.join("\r\n")}\r\n`);
  const { id: fileId } = await uploadFile(owner, { name: "clientes.csv", bytes });
  const mapping = guessFields("customers", header.split(";"));
  const input = { kind: "customers" as const, fileId, mapping };

  const check = await checkImport(owner, input);
  expect(check).toMatchObject({ rows: ROWS + 4, good: ROWS + 1, bad: 3, doubted: ROWS / 2 });
  expect(check.warnings).toHaveLength(100);
  const task = await startImport(now(), input);
  expect(await work(task.id)).toMatchObject({ status: "done", done: ROWS + 1, failed: 3 });
  expect(await living()).toMatchObject({
    count: ROWS + 2,
    names: ["Antigua", "Peña Ñandú 0", "Peña Ñandú 1"],
  });

  const { csv } = await importFailures(now(), { taskId: task.id });
  const [titles, ...failed] = parseCsv(csv).map(({ cells }) => cells);
  expect(titles?.slice(-2)).toEqual(["line", "reason"]);
  expect(failed.map((cells) => cells[0])).toEqual(["'=cmd|' /C calc'!A0", "Otra", ""]);
  // Mended and brought in again, the disarmed number is the number that it was.
  const mended = csv.replace("no-es-correo", "si@x.example");
  const again = await uploadFile(owner, {
    name: "errores.csv",
    bytes: new TextEncoder().encode(mended),
  });
  const second = { ...input, fileId: again.id, mapping: guessFields("customers", titles ?? []) };
  expect(await checkImport(owner, second)).toMatchObject({ rows: 3, good: 1, bad: 2 });

  await undoTask(now(), { taskId: task.id });
  expect(await work(task.id)).toMatchObject({ status: "undone", undone: ROWS + 1, notUndone: 0 });
  expect(await living()).toMatchObject({ count: 1 });
}, 600_000);

test("a row that the database itself refuses, behind the rules' back, fails alone", async () => {
  const [{ id = "" } = {}] = (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ id: string }>(sql`
        select id from customers where tenant_id = ${tenant.id} and name = 'Antigua'`),
    )
  ).rows;
  // The key of what is brought over twice stands on a document that no rule of the import looks at.
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into invoices (tenant_id, customer_id, kind, document_status, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, recipient, bill_key)
      values (${tenant.id}, ${id}, 'manual', 'draft', 'PEN', 100, 0, 100, 100, '2026-01-01', '2026-01-08', '{}', 'opening:F-23')`),
  );
  const lines = Array.from({ length: 40 }, (_, at) => `1;F-${at};11/10/2026;10,00`);
  const header = ["Cliente", "Número", "Vencimiento", "Saldo"];
  const bytes = new TextEncoder().encode(`${header.join(";")}\r\n${lines.join("\r\n")}`);
  const { id: fileId } = await uploadFile(owner, { name: "facturas.csv", bytes });
  const mapping = guessFields("openInvoices", header);
  const task = await startImport(now(), { kind: "openInvoices", fileId, mapping });
  expect(await work(task.id)).toMatchObject({ done: 39, failed: 1 });
  const { csv } = await importFailures(now(), { taskId: task.id });
  expect(parseCsv(csv)[1]?.cells.slice(0, 2)).toEqual(["1", "F-23"]);
});

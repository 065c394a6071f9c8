import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import { readTable } from "@/server/modules/files/read-table";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { FIELDS, type Given, givenOf, type ImportKind } from "../rules/fields";
import type { CustomerRow } from "../rules/read-customer";
import { type ImportedRow, readImportRow } from "../rules/read-rows";
import { type Judgement, seenCustomers } from "../rules/seen-customers";
import type { ImportInput } from "../schema";
import { findCustomers } from "./find-customers";
import { findPlans } from "./find-plans";
import { knownCustomers } from "./known-customers";

/** Rows that one import takes. */
export const MAX_IMPORT_ROWS = 50_000;

/** A row: what stood there; what it means with what it refers to; why it cannot be taken. */
export type ReadRow<K extends ImportKind = ImportKind> = {
  line: number;
  given: Given;
  /** Absent: not even its own fields could be read. */
  row?: ImportedRow[K];
  customerId?: string;
  itemId?: string;
  /** A key of `errors`; absent: it can be taken. */
  problem?: string;
  /** A key of `errors`: it is taken, and somebody should know. */
  warning?: string;
};

/** An uploaded file → its rows, understood. Call it outside any transaction. Throws what `readTable` throws, import_needs_field. */
export async function readImport(ctx: Ctx, input: ImportInput): Promise<ReadRow[]> {
  for (const { name, required } of FIELDS[input.kind])
    if (required && input.mapping[name] === undefined)
      throw new Invalid("import_needs_field", { field: name });
  const { rows } = await readTable(ctx, input.fileId, MAX_IMPORT_ROWS);
  const given = rows.map(({ line, cells }) => ({
    line,
    given: givenOf(input.kind, cells, input.mapping),
  }));
  return inTenant(ctx, (tx) => understand(ctx, tx, input.kind, given));
}

/** Rows → what they mean, looked up set-wise; each refusal with its reason. Also used again when the chunk is written. */
export async function understand(
  ctx: Ctx,
  tx: Tx,
  kind: ImportKind,
  given: readonly { line: number; given: Given }[],
): Promise<ReadRow[]> {
  const own = await tenantFacts(ctx, tx);
  const read = given.map((one) => ({ ...one, read: readImportRow(kind, one.given, own) }));
  const good = read.flatMap((one) => ("problem" in one.read ? [] : one.read));
  const named = (field: "customer" | "plan") =>
    good.flatMap((row) =>
      field in row ? [(row as unknown as Record<string, string>)[field] ?? ""] : [],
    );
  const customers = await findCustomers(ctx, tx, named("customer"));
  const plans = await findPlans(ctx, tx, named("plan"));
  const judge = await judgeOf(ctx, tx, kind, good);
  return read.map(({ line, given: stood, read: row }) => {
    if ("problem" in row) return { line, given: stood, problem: row.problem };
    const links = linksOf(row, customers, plans);
    return {
      ...{ line, given: stood, row },
      ...("problem" in links ? links : { ...links, ...judge(row) }),
    };
  });
}

/** Judges the rows of a file one after the other: there already, twice in the file, or in doubt. */
async function judgeOf(
  ctx: Ctx,
  tx: Tx,
  kind: ImportKind,
  rows: readonly ImportedRow[ImportKind][],
): Promise<(row: ImportedRow[ImportKind]) => Judgement> {
  if (kind === "customers") {
    const judge = seenCustomers(await knownCustomers(ctx, tx, rows as CustomerRow[]));
    return (row) => judge(row as CustomerRow);
  }
  const taken = await takenKeys(ctx, tx, kind, rows);
  return (row) => {
    const key = keyOf(kind, row);
    if (key === undefined) return {};
    if (taken.has(key)) return { problem: "import_exists_already" };
    taken.add(key);
    return {};
  };
}

type Links = { customerId?: string; itemId?: string } | { problem: string };

function linksOf(
  row: ImportedRow[ImportKind],
  customers: Map<string, string | null>,
  plans: Map<string, string | null>,
): Links {
  const links: { customerId?: string; itemId?: string } = {};
  if ("customer" in row) {
    const customerId = customers.get(row.customer);
    if (!customerId)
      return {
        problem: customerId === null ? "import_customer_ambiguous" : "import_customer_unknown",
      };
    links.customerId = customerId;
  }
  if ("plan" in row) {
    const itemId = plans.get(row.plan);
    if (!itemId)
      return { problem: itemId === null ? "import_plan_ambiguous" : "import_plan_unknown" };
    links.itemId = itemId;
  }
  return links;
}

/** What makes two rows the same thing; undefined: nothing does. */
function keyOf(kind: ImportKind, row: ImportedRow[ImportKind]): string | undefined {
  if (kind === "plans") return (row as ImportedRow["plans"]).code;
  if (kind === "openInvoices") return (row as ImportedRow["openInvoices"]).number;
  return undefined;
}

/** Codes and numbers of the file that the tenant has already. */
async function takenKeys(
  ctx: Ctx,
  tx: Tx,
  kind: ImportKind,
  rows: readonly ImportedRow[ImportKind][],
): Promise<Set<string>> {
  const keys = sql`${sql.param(rows.flatMap((row) => keyOf(kind, row) ?? []))}::text[]`;
  const query = {
    plans: sql`select code as key from catalog_items where tenant_id = ${ctx.tenantId} and code = any(${keys})`,
    openInvoices: sql`select full_number as key from invoices where tenant_id = ${ctx.tenantId}
      and kind = 'opening' and document_status = 'finalized' and full_number = any(${keys})`,
  }[kind as string];
  if (!query) return new Set();
  const { rows: known } = await tx.execute<{ key: string }>(query);
  return new Set(known.map(({ key }) => key));
}

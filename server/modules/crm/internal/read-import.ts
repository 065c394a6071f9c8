import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { Invalid } from "@/server/kernel/errors";
import { readTable } from "@/server/modules/files/read-table";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ImportMapping } from "../rules/import-fields";
import { contactsOf, MAX_IMPORT_ROWS, type ReadRow, readRows } from "../rules/import-rows";

/**
 * An uploaded file → its rows, understood, with those refused that the tenant has already (by e-mail or phone). Call it
 * outside any transaction. Throws what `readTable` throws, import_needs_name.
 */
export async function readImport(
  ctx: Ctx,
  input: { fileId: string; mapping: ImportMapping },
): Promise<ReadRow[]> {
  if (input.mapping.name === undefined) throw new Invalid("import_needs_name");
  const { rows } = await readTable(ctx, input.fileId, MAX_IMPORT_ROWS);
  return inTenant(ctx, async (tx) => {
    const read = readRows(rows, input.mapping, await countryOf(ctx, tx));
    const known = await knownContacts(ctx, tx, read.flatMap(contactsOfRow));
    return read.map((row) =>
      contactsOfRow(row).some((contact) => known.has(contact))
        ? { line: row.line, given: row.given, problem: "import_exists" }
        : row,
    );
  });
}

const contactsOfRow = ({ customer }: ReadRow): string[] => (customer ? contactsOf(customer) : []);

/** ISO 3166-1 alpha-2 of the tenant: whose phones are written without a country code. */
export async function countryOf(ctx: Ctx, tx: Tx): Promise<string> {
  const [row] = await tx
    .select({ country: tenants.country })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  return row?.country ?? "PE";
}

/** Those of the e-mails and phones that a customer of the tenant has who is not archived. */
export async function knownContacts(
  ctx: Ctx,
  tx: Tx,
  contacts: readonly string[],
): Promise<Set<string>> {
  if (contacts.length === 0) return new Set();
  const given = sql`${sql.param([...contacts])}::text[]`;
  const { rows } = await tx.execute<{ contact: string }>(sql`
    select email as contact from customers
      where tenant_id = ${ctx.tenantId} and archived_at is null and email = any(${given})
    union
    select phone from customers
      where tenant_id = ${ctx.tenantId} and archived_at is null and phone = any(${given})`);
  return new Set(rows.map(({ contact }) => contact));
}

import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { bankAccounts } from "@/db/schema/bank";
import { Invalid } from "@/server/kernel/errors";
import { readTable } from "@/server/modules/files/read-table";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  decimalsOf,
  type GivenLine,
  readMovement,
  type StatementLine,
} from "../rules/read-movement";
import { fromTitles, STATEMENT_FIELDS } from "../rules/statement-fields";
import { statementKeys } from "../rules/statement-key";
import type { StatementInput } from "../schema";
import { fetchAccount } from "./fetch-account";

/** Lines that one file may have. */
const MAX_LINES = 5_000;

/** A row of a statement: what stood there, and what it means or why it cannot be taken (a key of `errors`). */
export type ReadLine = { line: number; given: GivenLine; problem?: string } & (
  | { problem: string }
  | { means: StatementLine; key: string; known: boolean }
);
export type ReadStatement = {
  account: typeof bankAccounts.$inferSelect;
  header: string[];
  lines: ReadLine[];
};

/**
 * An uploaded statement → its lines, understood. Call it outside any transaction. Throws what `readTable` throws,
 * `NotFound` (account), `Invalid` import_needs_field, bank_needs_amount.
 */
export async function readStatement(ctx: Ctx, input: StatementInput): Promise<ReadStatement> {
  const { mapping } = input;
  if (mapping["movedOn"] === undefined)
    throw new Invalid("import_needs_field", { field: "movedOn" });
  if (["amount", "credit", "debit"].every((name) => mapping[name] === undefined))
    throw new Invalid("bank_needs_amount");
  const table = await readTable(ctx, input.fileId, MAX_LINES);
  const [head, ...rows] = fromTitles([{ line: 1, cells: table.header }, ...table.rows]);
  return inTenant(ctx, async (tx) => {
    const account = await fetchAccount(ctx, tx, input.bankAccountId);
    const { today } = await tenantFacts(ctx, tx);
    const given = rows.map(({ line, cells }) => ({ line, given: givenOf(cells, mapping) }));
    const decimals = decimalsOf(
      given.flatMap(({ given: { amount, credit, debit } }) =>
        [amount, credit, debit].filter(isText),
      ),
    );
    const writing = { currency: account.currency, today, decimals };
    const keyOf = statementKeys();
    const read = given.map((one) => ({
      ...one,
      ...keyed(readMovement(one.given, writing), keyOf),
    }));
    const known = await knownKeys(
      ctx,
      tx,
      account.id,
      read.flatMap((one) => ("key" in one ? one.key : [])),
    );
    const lines = read.map((one) => ("key" in one ? { ...one, known: known.has(one.key) } : one));
    return { account, header: head?.cells ?? [], lines };
  });
}

const isText = (text: string | undefined): text is string => text !== undefined;

function givenOf(cells: readonly string[], mapping: StatementInput["mapping"]): GivenLine {
  const found = STATEMENT_FIELDS.flatMap(({ name }) => {
    const column = mapping[name];
    return column === undefined ? [] : [[name, (cells[column] ?? "").trim()]];
  });
  return Object.fromEntries(found) as GivenLine;
}

/** The line with what it is known by. */
const keyed = (
  means: StatementLine | { problem: string },
  keyOf: (line: StatementLine) => string,
) => ("problem" in means ? means : { means, key: keyOf(means) });

async function knownKeys(
  ctx: Ctx,
  tx: Tx,
  accountId: string,
  keys: string[],
): Promise<Set<string>> {
  const { rows } = await tx.execute<{ key: string }>(sql`
    select key from bank_movements where tenant_id = ${ctx.tenantId} and bank_account_id = ${accountId}
      and key = any(${sql.param(keys)}::text[])`);
  return new Set(rows.map(({ key }) => key));
}

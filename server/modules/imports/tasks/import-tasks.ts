import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineTask, type ItemOutcome, type TaskItem } from "@/server/modules/work/define-task";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { understand, type ReadRow } from "../internal/read-import";
import type { ImportKind } from "../rules/fields";
import { undoCustomers } from "./undo-customers";
import { undoMoney } from "./undo-money";
import { undoPlans } from "./undo-plans";
import { undoServices } from "./undo-services";
import { writeCredits } from "./write-credits";
import { writeCustomers } from "./write-customers";
import { writeOpening } from "./write-opening";
import { writePlans } from "./write-plans";
import { writeServices } from "./write-services";

/** A row that can be written, with the task's row it came from. */
export type Written<K extends ImportKind = ImportKind> = { item: TaskItem; read: ReadRow<K> };
/** Writes a chunk's good rows in the open transaction. */
export type Writer = (ctx: Ctx, tx: Tx, rows: readonly Written[]) => Promise<ItemOutcome[]>;
/** Takes back what nobody touched since. */
export type Undoer = (ctx: Ctx, tx: Tx, items: readonly TaskItem[]) => Promise<ItemOutcome[]>;

/** Rows of one transaction: what a row refers to is looked up once a chunk, so that a large one costs less a row. */
const CHUNK = 2000;

const task = (kind: ImportKind, list: string, write: Writer, undo: Undoer) =>
  defineTask({
    kind: `imports.${kind}`,
    permission: "customer.import",
    input: z.object({ fileId: z.uuid() }),
    list,
    chunk: CHUNK,
    undoHours: 72,
    // `startImport` reads the file before the transaction and gives the rows itself.
    prepare: async () => ({ items: [] }),
    runChunk: (ctx, tx, _input, items) => runChunk(ctx, tx, kind, items, write),
    undoChunk: (ctx, tx, _input, items) => undo(ctx, tx, items),
  });

/** The long task of each kind. */
export const importTasks = {
  customers: task("customers", "/customers", writeCustomers, undoCustomers),
  plans: task("plans", "/catalog", writePlans, undoPlans),
  services: task("services", "/services", writeServices, undoServices),
  openInvoices: task("openInvoices", "/invoices", writeOpening, undoMoney),
  openingBalances: task("openingBalances", "/invoices", writeBalances, undoMoney),
  credits: task("credits", "/payments", writeCredits, undoMoney),
} as const;

/** The rows are understood again: since the dry run a customer may have gone or a number been taken. */
async function runChunk(
  ctx: Ctx,
  tx: Tx,
  kind: ImportKind,
  items: readonly TaskItem[],
  write: Writer,
): Promise<ItemOutcome[]> {
  const refused = items.flatMap((item) =>
    item.given?.["problem"] ? [{ id: item.id, error: item.given["problem"] }] : [],
  );
  const open = items.filter((item) => !item.given?.["problem"]);
  const read = await understand(
    ctx,
    tx,
    kind,
    open.map(({ given }) => ({ line: Number(given?.["line"] ?? 0), given: given ?? {} })),
  );
  const outcomes: ItemOutcome[] = [...refused];
  const good: Written[] = [];
  open.forEach((item, at) => {
    const row = read[at];
    if (row?.row && row.problem === undefined) good.push({ item, read: row });
    else outcomes.push({ id: item.id, error: row?.problem ?? "import_broken" });
  });
  if (good.length === 0) return outcomes;
  outcomes.push(...(await writeFit(ctx, tx, good, write)));
  await tx.execute(sql`select app.catch_up_statistics()`);
  return outcomes;
}

/** SQLSTATE classes *data exception* and *integrity constraint violation*: the row is at fault, not the moment. */
const UNFIT = /^2[23]/;

/** A row that the database itself refuses is a refused row: the engine finds it among its neighbours, which go on. */
async function writeFit(
  ctx: Ctx,
  tx: Tx,
  rows: readonly Written[],
  write: Writer,
): Promise<ItemOutcome[]> {
  try {
    return await write(ctx, tx, rows);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    if (typeof code === "string" && UNFIT.test(code))
      throw new Invalid("import_row_unfit", {}, { cause: error });
    throw error;
  }
}

/** What is owed becomes an invoice, what we owe a credit. */
async function writeBalances(ctx: Ctx, tx: Tx, rows: readonly Written[]): Promise<ItemOutcome[]> {
  const owed = ({ read }: Written) => (read as ReadRow<"openingBalances">).row!.amountMinor > 0;
  const [claims, credits] = [rows.filter(owed), rows.filter((row) => !owed(row))];
  return [
    ...(claims.length > 0 ? await writeOpening(ctx, tx, claims) : []),
    ...(credits.length > 0 ? await writeCredits(ctx, tx, credits) : []),
  ];
}

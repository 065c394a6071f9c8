import type { SQL } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import type { PermissionName } from "@/server/auth/permissions";
import type { Ctx } from "@/server/tenancy/context";

/** A row of the task: what it is about, what it was given (imports), what it was before (undo). */
export type TaskItem = {
  id: string;
  position: number;
  entityId: string | null;
  given: Record<string, string> | null;
  before: Record<string, unknown> | null;
};

/** How one row came out. No entry for an item: done, nothing to undo. */
export type ItemOutcome = {
  id: string;
  /** Key of `errors` in messages; the row counts as failed. */
  error?: string;
  /** What undo needs; kept with the row. */
  before?: Record<string, unknown>;
  /** The row that an import made. */
  entityId?: string;
};

/** The rows to work on: by SQL (`select … as entity_id` in order; for *all matching*) or given one by one. */
export type PreparedRows =
  | { select: SQL }
  | { items: readonly { entityId?: string; given?: Record<string, string> }[] };

export type TaskKind<S extends z.ZodType = z.ZodType> = {
  /** `customers.archive`; its words stand in messages under `work.kind`. */
  kind: string;
  /** Who may start and undo it; asked again before each chunk, as the person stands then. */
  permission: PermissionName;
  input: S;
  /** The list's path, for the way back from the report. */
  list: string;
  /** Rows of one transaction; 100 by default. */
  chunk?: number;
  /** How long it can be undone, in hours; absent: never. */
  undoHours?: number;
  /** Chooses the rows, in the transaction that starts the task: the choice stands from then on. */
  prepare(ctx: Ctx, tx: Tx, input: z.output<S>): Promise<PreparedRows>;
  /** Does a chunk with its facts. A `TramaError` makes the engine try the rows one by one; any other error is tried again later. */
  runChunk(
    ctx: Ctx,
    tx: Tx,
    input: z.output<S>,
    items: readonly TaskItem[],
    taskId: string,
  ): Promise<readonly ItemOutcome[]>;
  /** Takes rows back that nobody changed since; the others answer with an error. */
  undoChunk?(
    ctx: Ctx,
    tx: Tx,
    input: z.output<S>,
    items: readonly TaskItem[],
  ): Promise<readonly ItemOutcome[]>;
  /** The last transaction, after every row: makes the file, says what came of it. What it gives is merged into `result`. */
  finish?(ctx: Ctx, taskId: string, input: z.output<S>): Promise<Record<string, unknown>>;
};

/** Declares a kind of long task. */
export const defineTask = <S extends z.ZodType>(kind: TaskKind<S>): TaskKind<S> => kind;

import { z } from "zod";
import { IMPORT_KINDS } from "./rules/fields";

export const importKind = z.enum(IMPORT_KINDS);

/** What the old system says the file adds up to: nothing starts while the rows that would be taken do not. */
const controlTotal = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Minor units; credits as the file writes them. */
  amountMinor: z.number().int(),
});

/** The file that was uploaded, and which column (0 is the first) holds which field. */
export const importInput = z.object({
  kind: importKind,
  fileId: z.uuid(),
  mapping: z.record(z.string().max(40), z.number().int().min(0).max(500)),
  control: controlTotal.optional(),
});
export type ImportInput = z.output<typeof importInput>;

const remark = z.object({
  /** In the file; 1 is the first. */
  line: z.number().int(),
  /** In the reader's words. */
  reason: z.string(),
  given: z.record(z.string(), z.string()),
});

const total = z.object({
  currency: z.string(),
  rows: z.number().int(),
  amountMinor: z.number().int(),
});

/** What an import would do; nothing has been written. */
export const importCheck = z.object({
  rows: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  /** Of the good ones, those worth a look. */
  doubted: z.number().int(),
  /** The first hundred that would be refused. */
  problems: z.array(remark),
  /** The first hundred that would be taken and are worth a look. */
  warnings: z.array(remark),
  samples: z.array(z.record(z.string(), z.string())),
  /** Of the rows that would be taken, by currency; empty for kinds without money. */
  totals: z.array(total),
  /** Of the rows that would be refused though their amount can be read. */
  refused: z.array(total),
  /** Against the control total; null: none was given. */
  control: z
    .object({
      currency: z.string(),
      expectedMinor: z.number().int(),
      gotMinor: z.number().int(),
      ok: z.boolean(),
    })
    .nullable(),
});
export type ImportCheckDto = z.output<typeof importCheck>;

export const importFailuresInput = z.object({
  taskId: z.uuid(),
  after: z.number().int().min(0).optional(),
});
export type ImportFailuresInput = z.output<typeof importFailuresInput>;

/** One part of the file of failed rows. */
export const importFailures = z.object({
  csv: z.string(),
  rows: z.number().int(),
  after: z.number().int().nullable(),
});
export type ImportFailuresDto = z.output<typeof importFailures>;

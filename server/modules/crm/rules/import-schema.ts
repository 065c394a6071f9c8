import { z } from "zod";
import { IMPORT_FIELDS } from "./import-fields";

/** The file that was uploaded, and which column (0 is the first) holds which field. */
export const importInput = z.object({
  fileId: z.uuid(),
  mapping: z.partialRecord(z.enum(IMPORT_FIELDS), z.number().int().min(0).max(500)),
});
export type ImportInput = z.output<typeof importInput>;

const importProblem = z.object({
  /** In the file; 1 is the first. */
  line: z.number().int(),
  /** What is wrong, in the reader's words. */
  reason: z.string(),
  given: z.record(z.string(), z.string()),
});

/** What an import would do; nothing has been written. */
export const importCheck = z.object({
  rows: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  /** The first hundred. */
  problems: z.array(importProblem),
  /** The first five that would be taken, as they would be kept. */
  samples: z.array(z.record(z.string(), z.string())),
});
export type ImportCheckDto = z.output<typeof importCheck>;

export const importFailuresInput = z.object({
  taskId: z.uuid(),
  /** `after` of the part before. */
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

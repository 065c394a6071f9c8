import { z } from "zod";
import { WHYS } from "../rules/propose";

const uuid = z.uuid();
const instant = z.iso.datetime();

/** Why a row cannot be adopted by a service, or an adoption not be undone. */
export const adoptionProblem = z.enum([
  "row_gone",
  "row_changed",
  "row_taken",
  "row_unfit",
  "router_refused",
  "service_ended",
  "service_elsewhere",
  "service_has_row",
  "service_twice",
  "name_taken",
  "place_address_taken",
  "undo_cut",
  "undo_busy",
]);
export type AdoptionProblem = z.output<typeof adoptionProblem>;

export const foreignRowsInput = z.object({
  routerId: uuid,
  /** `open`: nobody decided. `adopted`: taken over, and can be given back. */
  state: z.enum(["open", "skipped", "adopted"]).default("open"),
  search: z.string().trim().max(80).default(""),
  cursor: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ForeignRowsInput = z.output<typeof foreignRowsInput>;

const serviceOfRow = z.object({
  id: uuid,
  number: z.number().int(),
  customerName: z.string(),
});
export const foreignRowDto = z.object({
  /** Of the difference; of the decision, once it is adopted. */
  id: uuid,
  menu: z.string(),
  label: z.string(),
  found: z.record(z.string(), z.string()),
  /** Proposed, or the one that has it. */
  service: serviceOfRow.nullable(),
  why: z.enum(WHYS).nullable(),
  /** Said, and the router's answer never came: to be undone and adopted anew. */
  unfinished: z.boolean(),
  decidedAt: instant.nullable(),
});
export type ForeignRowDto = z.output<typeof foreignRowDto>;
export const foreignRowPage = z.object({
  items: z.array(foreignRowDto),
  nextCursor: uuid.nullable(),
  counts: z.object({
    ...{ open: z.number().int(), skipped: z.number().int(), adopted: z.number().int() },
  }),
  /** The newest comparison; null: the router was never read. */
  run: z.object({ id: uuid, at: instant }).nullable(),
});
export type ForeignRowPage = z.output<typeof foreignRowPage>;

export const pick = z.object({ rowId: uuid, serviceId: uuid });
export const picksInput = z.object({ runId: uuid, picks: z.array(pick).min(1).max(100) });
export type PicksInput = z.output<typeof picksInput>;

const change = z.object({ is: z.string(), should: z.string() });
export const adoptionPreview = z.object({
  items: z.array(
    pick.extend({
      ...{ menu: z.string(), label: z.string() },
      ...{ number: z.number().int(), customerName: z.string() },
      problem: adoptionProblem.nullable(),
      /** All that is written on the router. */
      comment: change,
      /** What differs from what the service should be: left as it is, and told by the next comparison. */
      differs: z.record(z.string(), change),
      /** Something is asked of this service already, and goes out once the row is its own. */
      asked: z.boolean(),
    }),
  ),
});
export type AdoptionPreview = z.output<typeof adoptionPreview>;

const result = z.object({ rowId: uuid, problem: adoptionProblem.nullable() });
/** A row without a problem is done. */
export const adoptionResult = z.object({ results: z.array(result) });
export type AdoptionResult = z.output<typeof adoptionResult>;

export const skipRowsInput = z.object({
  runId: uuid,
  rowIds: z.array(uuid).min(1).max(200),
  skipped: z.boolean(),
});
export type SkipRowsInput = z.output<typeof skipRowsInput>;
export const undoAdoptionInput = z.object({
  routerId: uuid,
  /** Ids of adopted rows as `foreignRows` gives them. */
  rowIds: z.array(uuid).min(1).max(100),
});
export type UndoAdoptionInput = z.output<typeof undoAdoptionInput>;

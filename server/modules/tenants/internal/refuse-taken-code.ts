import { Conflict } from "@/server/kernel/errors";

/** A code stands on documents: one that was used is never given to another, archived or not. */
export const refuseTakenCode = (code: string): Conflict =>
  new Conflict("unit_code_taken", { code }, { fields: { code: "unit_code_taken" } });

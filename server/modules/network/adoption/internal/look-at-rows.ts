import { RouterRefusal, type RouterLine } from "../../port";
import type { RouterRow } from "../../rules/access";
import { foundOf, sameButComment } from "../../rules/adoption";
import { isOurs, readTag } from "../../rules/ownership";
import type { AdoptionProblem } from "../schema";
import type { Pick } from "./load-picks";

/** A row as it stands on the router now; undefined: it is not there. */
export async function readRow(
  line: RouterLine,
  { menu, rowId }: { menu: string; rowId: string },
): Promise<RouterRow | undefined> {
  try {
    const { rows } = await line.run(`${menu}/print`, { queries: [`?.id=${rowId}`] });
    return rows.find((one) => one[".id"] === rowId);
  } catch (error) {
    if (error instanceof RouterRefusal && !error.isPermission) return undefined;
    throw error;
  }
}

/** What speaks against taking the row over as it stands now: somebody was there since it was read. */
export function rowProblem(
  { row, access }: Pick,
  now: RouterRow | undefined,
): AdoptionProblem | null {
  if (!now) return "row_gone";
  const ours = access !== undefined && isOurs(now.comment, access);
  if (readTag(now.comment) && !ours) return "row_taken";
  const found = foundOf(row.menu, now);
  const sameComment = ours || (found.comment ?? "") === (row.found.comment ?? "");
  return sameComment && sameButComment(found, row.found) ? null : "row_changed";
}

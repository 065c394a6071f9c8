import { type Line, readJson } from "../ask-json";
import type { Charge } from "../schema";
import { chargeOf } from "./charge-of";
import { culqiCharges } from "./schema";

const PAGES = 5;
const DAY_MS = 86_400_000;
/** A page that was opened can be paid for a day at most; clocks differ. */
const BEFORE_MS = 600_000;

/**
 * Charges that carry our reference. Culqi has no search by what we noted on a charge: those of the same amount from the
 * attempt's own time on (our ids carry it) are gone through.
 */
export async function findCharges(
  line: Line,
  { reference, amountMinor }: { reference: string; amountMinor?: number | undefined },
): Promise<Charge[]> {
  const madeMs = Number.parseInt(reference.replaceAll("-", "").slice(0, 12), 16);
  if (!/^[0-9a-f-]{36}$/.test(reference)) return [];
  const found: Charge[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = new URLSearchParams({
      ...{ limit: "100", creation_date_from: String(madeMs - BEFORE_MS) },
      creation_date_to: String(madeMs + 2 * DAY_MS),
      ...(amountMinor !== undefined && { amount: String(amountMinor) }),
      ...(after !== undefined && { after }),
    });
    const path = `charges?${query.toString()}`;
    const listed = await readJson(line, "search-charges", path, culqiCharges);
    found.push(...(listed?.data ?? []).map((charge) => chargeOf(charge)));
    after = listed?.paging?.cursors?.after ?? undefined;
    if (after === undefined || (listed?.data.length ?? 0) < 100) break;
  }
  return found.filter((charge) => charge.reference === reference);
}

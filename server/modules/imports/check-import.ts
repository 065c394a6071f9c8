import { authorize } from "@/server/auth/authorize";
import { userMessage } from "@/server/i18n/user-message";
import type { Ctx } from "@/server/tenancy/context";
import { readImport, type ReadRow } from "./internal/read-import";
import { type Total, totalsOf } from "./rules/totals";
import type { ImportCheckDto, ImportInput } from "./schema";

const SHOWN = 100;
const SAMPLES = 5;

/**
 * A dry run: what the file would bring, what of it is refused and why, what is taken and worth a look, and whether it adds
 * up to the control total. Writes nothing.
 */
export async function checkImport(ctx: Ctx, input: ImportInput): Promise<ImportCheckDto> {
  authorize(ctx, "customer.import");
  const rows = await readImport(ctx, input);
  const bad = rows.filter(({ problem }) => problem !== undefined);
  const good = rows.filter(isGood);
  const doubted = good.filter(({ warning }) => warning !== undefined);
  const told = (shown: readonly ReadRow[]) =>
    shown.slice(0, SHOWN).map(({ line, given, problem, warning }) => ({
      line,
      reason: userMessage(ctx.locale, problem ?? warning ?? ""),
      given: textsOf(given),
    }));
  return {
    ...{ rows: rows.length, good: good.length, bad: bad.length, doubted: doubted.length },
    problems: told(bad),
    warnings: told(doubted),
    samples: good.slice(0, SAMPLES).map(({ given }) => textsOf(given)),
    totals: sumOf(good),
    refused: sumOf(bad),
    control: controlOf(input, rows),
  };
}

const isGood = ({ problem }: ReadRow): boolean => problem === undefined;
const sumOf = (rows: readonly ReadRow[]): Total[] => totalsOf(rows.flatMap(({ row }) => row ?? []));

/** A row's texts without holes. */
export const textsOf = (given: ReadRow["given"]): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text ?? ""]));

/** The control total against the rows that would be taken; null when none was given. */
export function controlOf(
  { control }: ImportInput,
  rows: readonly ReadRow[],
): ImportCheckDto["control"] {
  if (!control) return null;
  const got = sumOf(rows.filter(isGood)).find(({ currency }) => currency === control.currency);
  const gotMinor = got?.amountMinor ?? 0;
  return {
    currency: control.currency,
    expectedMinor: control.amountMinor,
    gotMinor,
    ok: gotMinor === control.amountMinor,
  };
}

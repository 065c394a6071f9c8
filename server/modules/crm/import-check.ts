import { authorize } from "@/server/auth/authorize";
import { userMessage } from "@/server/i18n/user-message";
import type { Ctx } from "@/server/tenancy/context";
import { readImport } from "./internal/read-import";
import type { ImportCheckDto, ImportInput } from "./rules/import-schema";

const SHOWN = 100;
const SAMPLES = 5;

/** A dry run: what an import of the file would take and what it would refuse, row by row. Writes nothing. */
export async function checkImport(ctx: Ctx, input: ImportInput): Promise<ImportCheckDto> {
  authorize(ctx, "customer.import");
  const rows = await readImport(ctx, input);
  const bad = rows.filter(({ problem }) => problem !== undefined);
  const good = rows.flatMap(({ customer }) => customer ?? []);
  return {
    rows: rows.length,
    good: good.length,
    bad: bad.length,
    problems: bad.slice(0, SHOWN).map(({ line, given, problem = "" }) => ({
      line,
      reason: userMessage(ctx.locale, problem),
      given: { ...given },
    })),
    samples: good
      .slice(0, SAMPLES)
      .map((customer) =>
        Object.fromEntries(Object.entries(customer).map(([field, value]) => [field, value ?? ""])),
      ),
  };
}

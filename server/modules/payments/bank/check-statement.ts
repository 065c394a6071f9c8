import { authorize } from "@/server/auth/authorize";
import { userMessage } from "@/server/i18n/user-message";
import type { Ctx } from "@/server/tenancy/context";
import { type ReadLine, readStatement } from "./internal/read-statement";
import type { StatementCheckDto, StatementInput } from "./schema";

const SHOWN = 100;

/** What a statement would bring: lines that are new, that stand here already, and that cannot be read and why. Writes nothing. */
export async function checkStatement(ctx: Ctx, input: StatementInput): Promise<StatementCheckDto> {
  authorize(ctx, "bank.match");
  const { lines } = await readStatement(ctx, input);
  const bad = lines.filter((one) => one.problem !== undefined);
  const known = lines.filter((one) => "known" in one && one.known);
  const told = (shown: readonly ReadLine[]) =>
    shown.slice(0, SHOWN).map(({ line, given, problem = "bank_line_known" }) => ({
      ...{ line, reason: userMessage(ctx.locale, problem), given: textsOf(given) },
    }));
  return {
    ...{ rows: lines.length, good: lines.length - bad.length - known.length, bad: bad.length },
    ...{ known: known.length, problems: told(bad), knownRows: told(known) },
  };
}

const textsOf = (given: ReadLine["given"]): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text ?? ""]));

import { authorize } from "@/server/auth/authorize";
import { userMessage } from "@/server/i18n/user-message";
import { csvLine } from "@/server/kernel/csv";
import type { Ctx } from "@/server/tenancy/context";
import { readStatement } from "./internal/read-statement";
import { STATEMENT_FIELDS } from "./rules/statement-fields";
import type { StatementInput, StatementRefusalsDto } from "./schema";

/** The lines of a statement that could not be read, as CSV with the reason: nothing of the file is lost. */
export async function statementRefusals(
  ctx: Ctx,
  input: StatementInput,
): Promise<StatementRefusalsDto> {
  authorize(ctx, "bank.match");
  const { lines } = await readStatement(ctx, input);
  const names = STATEMENT_FIELDS.map(({ name }) => name);
  const refused = lines.flatMap(({ line, given, problem }) =>
    problem === undefined
      ? []
      : csvLine([
          ...names.map((name) => given[name] ?? ""),
          line,
          userMessage(ctx.locale, problem),
        ]),
  );
  return { csv: `\uFEFF${csvLine([...names, "line", "reason"])}${refused.join("")}` };
}

import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { bankAccounts, bankMovements } from "@/db/schema/bank";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type ReadLine, readStatement } from "./internal/read-statement";
import { suggest } from "./internal/suggest";
import { payerKey } from "./rules/payer-key";
import { titlesOf } from "./rules/statement-fields";
import type { StatementInput, StatementTakenDto } from "./schema";

const CHUNK = 1_000;

/**
 * Takes the lines of a statement that are new, all or none, and offers a match for what came in. The same file again, or
 * one that overlaps, brings nothing twice. Throws as `readStatement` does.
 */
export async function takeStatement(ctx: Ctx, input: StatementInput): Promise<StatementTakenDto> {
  authorize(ctx, "bank.match");
  const { account, header, lines } = await readStatement(ctx, input);
  const good = lines.flatMap((one) => ("means" in one ? one : []));
  return inTenant(ctx, async (tx) => {
    const { id: bankAccountId, currency } = account;
    // What stands here already is not brought again; what another upload brings beside us, the key keeps out.
    const fresh = good.filter(({ known }) => !known);
    let taken = 0;
    for (let from = 0; from < fresh.length; from += CHUNK)
      taken += await insert(ctx, tx, account, fresh.slice(from, from + CHUNK));
    await tx
      .update(bankAccounts)
      .set({ mapping: titlesOf(header, input.mapping) })
      .where(and(eq(bankAccounts.tenantId, ctx.tenantId), eq(bankAccounts.id, bankAccountId)));
    const certain = await suggest(ctx, tx);
    const counts = { rows: lines.length, taken, known: good.length - taken };
    record(ctx, "bankStatement.taken", {
      entity: { type: "bankAccount", id: bankAccountId },
      payload: { ...counts, currency, certain },
    });
    return { ...counts, refused: lines.length - good.length };
  });
}

type Good = Extract<ReadLine, { key: string }>;

async function insert(
  ctx: Ctx,
  tx: Tx,
  { id: bankAccountId, currency }: typeof bankAccounts.$inferSelect,
  lines: readonly Good[],
): Promise<number> {
  const { rowCount } = await tx
    .insert(bankMovements)
    .values(
      lines.map(({ key, means: { movedOn, amountMinor, reference, text } }) => ({
        ...{ id: newId(ctx.now.getTime()), tenantId: ctx.tenantId, bankAccountId, key, currency },
        ...{ movedOn, amountMinor, reference, text, payerKey: payerKey(text) },
        status: amountMinor > 0 ? ("waiting" as const) : ("out" as const),
        ...{ confidence: "none" as const, createdAt: ctx.now },
        searchText: foldText(`${reference} ${text} ${(Math.abs(amountMinor) / 100).toFixed(2)}`),
      })),
    )
    .onConflictDoNothing();
  return rowCount ?? 0;
}

import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { postEntries } from "@/server/modules/billing/post-entry";
import { documentLegs } from "@/server/modules/billing/rules/documents/legs";
import { fullNumberOf, takeNumbers } from "@/server/modules/billing/take-numbers";
import type { ItemOutcome } from "@/server/modules/work/define-task";
import { moneyRows } from "../internal/money-rows";
import type { Writer } from "./import-tasks";

/** What customers had paid ahead in the old system → payments that are not used yet: no cash came in here. */
export const writeCredits: Writer = async (ctx, tx, rows) => {
  const { today, money, refused } = await moneyRows(ctx, tx, rows);
  if (money.length === 0) return refused;
  const series = await takeNumbers(ctx, tx, { kind: "receipt" }, money.length);
  const made = money.map((row, at) => {
    const [amountMinor, number] = [Math.abs(row.amountMinor), series.first + at];
    const receivedOn = row.issuedOn && row.issuedOn < today ? row.issuedOn : today;
    const receipt = fullNumberOf(series, number);
    return {
      ...row,
      id: newId(ctx.now.getTime()),
      amountMinor,
      number,
      receivedOn,
      receipt,
      rate: row.fx.rate,
    };
  });
  await tx.execute(sql`
    insert into payments (id, tenant_id, customer_id, method, status, currency, fx_rate, amount_minor, unallocated_minor,
      received_on, note, provider, provider_payment_id, receipt_series_id, receipt_number, receipt_full_number,
      business_unit_id, branch_id, search_text, created_at)
    select r.id, ${ctx.tenantId}::uuid, c.id, 'other', 'verified', r.currency, r.rate, r."amountMinor", r."amountMinor",
      r."receivedOn", coalesce(r.note, ''), 'import', r.id::text, ${series.seriesId}::uuid, r.number, r.receipt,
      c.business_unit_id, c.branch_id, lower(r.receipt || ' ' || c.search_text), ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (id uuid, "customerId" uuid, currency text, rate numeric,
      "amountMinor" bigint, "receivedOn" date, note text, number bigint, receipt text)
    join customers c on c.tenant_id = ${ctx.tenantId} and c.id = r."customerId"`);
  await postEntries(
    ctx,
    tx,
    made.map((row) => ({
      ...{
        onDay: today,
        kind: "opening",
        sourceType: "payment",
        sourceId: row.id,
        memo: row.receipt,
      },
      legs: documentLegs(
        row.customerId,
        row.fx,
        { account: "customerCredit", amountMinor: -row.amountMinor },
        [{ account: "opening", amountMinor: row.amountMinor }],
      ),
    })),
  );
  for (const row of made)
    record(ctx, "payment.received", {
      entity: { type: "payment", id: row.id },
      payload: {
        ...{
          customerId: row.customerId,
          method: "other",
          provider: "import",
          receipt: row.receipt,
        },
        ...{
          currency: row.currency,
          amountMinor: row.amountMinor,
          unallocatedMinor: row.amountMinor,
        },
        invoiceIds: [],
      },
    });
  const done: ItemOutcome[] = made.map(({ itemId, id }) => ({
    ...{ id: itemId, entityId: id },
    before: { table: "payments" },
  }));
  return [...refused, ...done];
};

import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messageBudgets } from "@/db/schema/notifications";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { dayIn } from "@/server/kernel/day";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ensureMonth } from "./internal/budget";
import { readQuietHours } from "./internal/read-quiet-hours";
import type { BudgetDto, SetBudgetInput } from "./policy-schema";

const PAID = ["whatsapp", "sms"] as const;

/** What this month's messages may cost and have cost, by channel. */
export async function listBudgets(ctx: Ctx): Promise<BudgetDto[]> {
  authorize(ctx, "notificationPolicy.manage");
  return inTenant(ctx, async (tx) => {
    const month = await monthOf(ctx, tx);
    const { data } = await readSettings(ctx, tx, "notifications");
    const { rows } = await tx.execute<BudgetDto>(sql`
      select c.channel, ${month} as month, b.cap::text as cap, coalesce(b.spent, 0)::text as spent,
        coalesce(b.currency, ${data.currency}) as currency,
        (select count(*)::int from messages m where m.tenant_id = ${ctx.tenantId} and m.channel = c.channel and m.budget_month = ${month}::date) as messages
      from unnest(${sql.param([...PAID])}::text[]) with ordinality as c(channel, place)
      left join lateral (
        select case when month = ${month}::date then spent else 0 end as spent, cap, currency from message_budgets
        where tenant_id = ${ctx.tenantId} and channel = c.channel and month <= ${month}::date
        order by month desc limit 1) b on true
      order by c.place`);
    return rows.map((row) => ({ ...row, cap: row.cap && plain(row.cap), spent: plain(row.spent) }));
  });
}

/** Sets this month's cap of a channel, and with it the following ones'. Below what is spent it stops the channel at once. */
export async function setBudget(ctx: Ctx, { channel, cap }: SetBudgetInput): Promise<void> {
  authorize(ctx, "notificationPolicy.manage");
  await inTenant(ctx, async (tx) => {
    const month = await monthOf(ctx, tx);
    const { data } = await readSettings(ctx, tx, "notifications");
    await ensureMonth(ctx, tx, { channel, month, currency: data.currency });
    const [row] = await tx
      .update(messageBudgets)
      .set({ cap })
      .where(
        and(
          eq(messageBudgets.tenantId, ctx.tenantId),
          eq(messageBudgets.channel, channel),
          eq(messageBudgets.month, month),
        ),
      )
      .returning({ id: messageBudgets.id });
    if (!row) throw new Error("the month's row is gone");
    record(ctx, "messageBudget.set", {
      entity: { type: "messageBudget", id: row.id },
      payload: { channel, month, cap, currency: data.currency },
    });
  });
}

async function monthOf(ctx: Ctx, tx: Tx): Promise<string> {
  const { timeZone } = await readQuietHours(ctx, tx);
  return `${dayIn(timeZone, ctx.now).slice(0, 7)}-01`;
}

const plain = (amount: string): string => String(Number(amount));

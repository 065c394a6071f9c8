import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CashCount, cashShifts } from "@/db/schema/by-hand";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { ShiftDto } from "../schema";
import { shiftsWithinReach } from "./within-reach";

type Sum = { currency: string; expectedMinor: number };

export const shiftColumns = {
  id: cashShifts.id,
  status: cashShifts.status,
  membershipId: cashShifts.membershipId,
  person: sql<string>`coalesce((select u.name from memberships m join users u on u.id = m.user_id
    where m.tenant_id = cash_shifts.tenant_id and m.id = cash_shifts.membership_id), '')`,
  register: cashShifts.register,
  openedAt: cashShifts.openedAt,
  closedAt: cashShifts.closedAt,
  counts: cashShifts.counts,
  moved: sql<
    Sum[]
  >`coalesce((select jsonb_agg(jsonb_build_object('currency', s.currency, 'expectedMinor', s.sum)
      order by s.currency)
    from (select currency, sum(amount_minor) as sum from cash_movements m where m.tenant_id = cash_shifts.tenant_id
      and m.shift_id = cash_shifts.id group by currency) s), '[]')`,
};

export type ShiftRow = {
  id: string;
  status: ShiftDto["status"];
  membershipId: string;
  person: string;
  register: string;
  openedAt: Date;
  closedAt: Date | null;
  counts: CashCount[];
  moved: Sum[];
};

/** `hidden`: what should be there is not told before it was counted. */
export function toShiftDto(row: ShiftRow, hidden: boolean): ShiftDto {
  const { id, status, person, register, openedAt, closedAt, counts, moved } = row;
  const counting = status === "open" || status === "returned";
  const sums = counting
    ? moved.map(({ currency, expectedMinor }) => ({
        ...{ currency, countedMinor: null },
        expectedMinor: hidden ? null : expectedMinor,
      }))
    : counts;
  return {
    ...{ id, status, person, register, sums },
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}

/** The shift's own row within reach, kept until the end of the transaction; throws `NotFound`. */
export async function lockShift(ctx: Ctx, tx: Tx, shiftId: string) {
  const [row] = await tx
    .select()
    .from(cashShifts)
    .where(
      and(
        eq(cashShifts.tenantId, ctx.tenantId),
        eq(cashShifts.id, shiftId),
        shiftsWithinReach(ctx),
      ),
    )
    .for("update");
  if (!row) throw new NotFound("cashShift");
  return row;
}

/** What should lie there, by currency. Minor units. */
export async function sumsOf(ctx: Ctx, tx: Tx, shiftId: string): Promise<Sum[]> {
  const { rows } = await tx.execute<Sum>(sql`
    select currency, sum(amount_minor)::float8 as "expectedMinor" from cash_movements
    where tenant_id = ${ctx.tenantId} and shift_id = ${shiftId} group by currency order by currency`);
  return rows;
}

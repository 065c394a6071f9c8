import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cashShifts } from "@/db/schema/by-hand";
import { NotFound } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { shiftColumns, toShiftDto } from "./internal/shift-row";
import { shiftsWithinReach } from "./internal/within-reach";
import type { ShiftDetailDto } from "./schema";

type Movement = Omit<ShiftDetailDto["movements"][number], "createdAt"> & { createdAt: Date };

/** A shift within reach with all that came and went, the newest first. Throws `NotFound`. */
export async function readShift(ctx: Ctx, tx: Tx, shiftId: string): Promise<ShiftDetailDto> {
  const [row] = await tx
    .select({
      ...shiftColumns,
      blind: cashShifts.blind,
      note: cashShifts.note,
      decisionNote: cashShifts.decisionNote,
      decidedAt: cashShifts.decidedAt,
      decidedBy: sql<
        string | null
      >`(select u.name from memberships m join users u on u.id = m.user_id
        where m.tenant_id = cash_shifts.tenant_id and m.id = cash_shifts.decided_by_membership_id)`,
    })
    .from(cashShifts)
    .where(
      and(
        eq(cashShifts.tenantId, ctx.tenantId),
        eq(cashShifts.id, shiftId),
        shiftsWithinReach(ctx),
      ),
    );
  if (!row) throw new NotFound("cashShift");
  const { rows } = await tx.execute<Movement>(sql`
    select m.id, m.kind, m.currency, m.amount_minor::float8 as "amountMinor", m.reason, m.payment_id as "paymentId",
      p.receipt_full_number as receipt, c.name as "customerName", m.created_at as "createdAt"
    from cash_movements m
    left join payments p on p.tenant_id = m.tenant_id and p.id = m.payment_id
    left join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where m.tenant_id = ${ctx.tenantId} and m.shift_id = ${shiftId} order by m.created_at desc, m.id desc`);
  const own = ctx.actor.kind === "user" && ctx.actor.membershipId === row.membershipId;
  const { data } = await readSettings(ctx, tx, "receiving");
  const { blind, note, decisionNote, decidedBy, decidedAt } = row;
  return {
    ...toShiftDto(row, own && data.blindCount),
    ...{ own, blind, note, decisionNote, decidedBy },
    decidedAt: decidedAt?.toISOString() ?? null,
    movements: rows.map((movement) => ({
      ...movement,
      createdAt: new Date(movement.createdAt).toISOString(),
    })),
  };
}

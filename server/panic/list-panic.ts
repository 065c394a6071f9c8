import { and, desc, eq, lt } from "drizzle-orm";
import { panicHeld } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { activePanics } from "./active-panics";
import { type HeldCommandDto, type ListHeldInput, type PanicSwitchDto } from "./schema";

/** Switches that bind this tenant now, its own and the platform's. */
export async function listPanicSwitches(ctx: Ctx): Promise<PanicSwitchDto[]> {
  authorize(ctx, "panic.read");
  return dtosOf(await activePanics(ctx.tenantId));
}

/** The platform's own switches, for the admin host. */
export async function listPlatformPanicSwitches(ctx: Ctx): Promise<PanicSwitchDto[]> {
  authorize(ctx, "platform.panic.manage");
  return dtosOf(await activePanics(PLATFORM_TENANT_ID));
}

/** A page of held commands, newest first. */
export async function listHeld(ctx: Ctx, input: ListHeldInput): Promise<HeldCommandDto[]> {
  authorize(ctx, "panic.read");
  const { status, after, limit } = input;
  const rows = await inTenant(ctx, (tx) =>
    tx
      .select({
        id: panicHeld.id,
        switchId: panicHeld.switchId,
        actionClass: panicHeld.actionClass,
        summary: panicHeld.summary,
        jobName: panicHeld.jobName,
        status: panicHeld.status,
        heldAt: panicHeld.heldAt,
        resolvedAt: panicHeld.resolvedAt,
      })
      .from(panicHeld)
      .where(
        and(
          eq(panicHeld.tenantId, ctx.tenantId),
          eq(panicHeld.status, status),
          after === undefined ? undefined : lt(panicHeld.id, after),
        ),
      )
      .orderBy(desc(panicHeld.id))
      .limit(limit),
  );
  return rows.map(toHeldDto);
}

type HeldRow = Omit<HeldCommandDto, "heldAt" | "resolvedAt"> & {
  heldAt: Date;
  resolvedAt: Date | null;
};

const toHeldDto = (row: HeldRow): HeldCommandDto => ({
  ...row,
  heldAt: row.heldAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
});

function dtosOf(switches: Awaited<ReturnType<typeof activePanics>>): PanicSwitchDto[] {
  return switches.map(({ tenantId, holdUntil, ...one }) => ({
    ...one,
    platform: tenantId === PLATFORM_TENANT_ID,
    holdUntil: holdUntil.toISOString(),
  }));
}

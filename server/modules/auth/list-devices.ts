import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { devices, sessions } from "@/db/schema/auth";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownMembership } from "./internal/own-membership";
import { browserName } from "./rules/browser-name";
import type { DeviceDto, SessionMethod } from "./sign-in/schema";

/** Where the caller is signed in, browser by browser; this one first, then the last used. */
export function listDevices(ctx: Ctx): Promise<DeviceDto[]> {
  return inTenant(ctx, async (tx) => {
    const own = await ownMembership(tx, ctx);
    const rows = await tx
      .select({ session: sessions, firstSeenAt: devices.firstSeenAt })
      .from(sessions)
      .leftJoin(
        devices,
        and(eq(devices.id, sessions.deviceId), eq(devices.tenantId, sessions.tenantId)),
      )
      .where(
        and(
          eq(sessions.tenantId, ctx.tenantId),
          eq(sessions.membershipId, own.membershipId),
          isNull(sessions.revokedAt),
          isNull(sessions.impersonationId),
          gt(sessions.idleExpiresAt, ctx.now),
          gt(sessions.expiresAt, ctx.now),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt))
      .limit(100);
    const byDevice = new Map<string, DeviceDto>();
    for (const { session, firstSeenAt } of rows) {
      const key = session.deviceId ?? session.id;
      const device = byDevice.get(key) ?? {
        id: session.deviceId,
        browser: browserName(session.userAgent),
        firstSeenAt: firstSeenAt?.toISOString() ?? null,
        sessions: [],
      };
      device.sessions.push({
        id: session.id,
        current: session.id === own.sessionId,
        methods: session.methods as SessionMethod[],
        ip: session.ip,
        country: session.country,
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
      });
      byDevice.set(key, device);
    }
    const isHere = ({ sessions: all }: DeviceDto) => all.some(({ current }) => current);
    return [...byDevice.values()].toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)));
  });
}

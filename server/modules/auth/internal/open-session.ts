import { createHash, randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions, signInTickets } from "@/db/schema/auth";
import { countryOf } from "@/server/auth/country-of";
import type { SessionAudience } from "@/server/auth/session";
import { sessionLimits } from "@/server/auth/session-limits";
import { record } from "@/server/events/record";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { sessionExpiry } from "../rules/sign-in";
import type { SignInMethod } from "../rules/sign-in-methods";
import type { SignInTicketDto } from "../schema";
import { noteDevice } from "./known-device";

/** How long the browser has to turn the ticket into a cookie. */
const TICKET_SECONDS = 60;

/** Whose session, and by what they proved to be that person. */
export type SessionOpening = {
  membershipId?: string;
  customerId?: string;
  methods: readonly SignInMethod[];
  /** The absolute end of the session that this one continues under a new id. */
  notAfter?: Date;
};

/** A new session row (a new id at each sign-in) and the one-time ticket that lets the browser have its cookie. */
export async function openSession(
  tx: Tx,
  ctx: Ctx,
  opening: SessionOpening,
): Promise<SignInTicketDto> {
  const { tenantId, now } = ctx;
  const { membershipId = null, customerId = null, methods } = opening;
  const sessionId = newId();
  const audience = customerId ? "customer" : tenantId === PLATFORM_TENANT_ID ? "platform" : "staff";
  await tx.insert(sessions).values({
    id: sessionId,
    tenantId,
    membershipId,
    customerId,
    audience,
    methods: [...methods],
    provedAt: now,
    userAgent: ctx.userAgent ?? null,
    ip: ctx.ip ?? null,
    createdAt: now,
    lastSeenAt: now,
    country: countryOf(ctx.ip),
    ...(await expiry(tx, ctx, audience, opening.notAfter)),
  });
  const deviceId = await noteDevice(tx, ctx, { membershipId, customerId }, sessionId);
  if (deviceId)
    await tx
      .update(sessions)
      .set({ deviceId })
      .where(and(eq(sessions.id, sessionId), eq(sessions.tenantId, tenantId)));
  const ticket = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + TICKET_SECONDS * 1000);
  await tx
    .insert(signInTickets)
    .values({ tenantId, sessionId, tokenHash: hashTicket(ticket), expiresAt });
  record(ctx, "session.created", {
    entity: { type: "session", id: sessionId },
    payload: { membershipId, customerId, audience, methods: [...methods] },
    personal: { ip: ctx.ip ?? null, userAgent: ctx.userAgent ?? null },
  });
  return { ticket, expiresAt: expiresAt.toISOString() };
}

async function expiry(tx: Tx, ctx: Ctx, audience: SessionAudience, notAfter: Date | undefined) {
  const limits = await sessionLimits(tx, ctx.tenantId, audience);
  const { idleExpiresAt, expiresAt } = sessionExpiry(ctx.now, limits);
  if (!notAfter || notAfter > expiresAt) return { idleExpiresAt, expiresAt };
  return {
    idleExpiresAt: idleExpiresAt < notAfter ? idleExpiresAt : notAfter,
    expiresAt: notAfter,
  };
}

/** Only this is kept of a ticket. */
export const hashTicket = (ticket: string): string =>
  createHash("sha256").update(ticket).digest("hex");

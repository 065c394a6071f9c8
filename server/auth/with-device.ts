import { randomBytes } from "node:crypto";
import type { DoorContext } from "@/server/doors/door-context";
import { DEVICE_COOKIE } from "./session";

const YEAR_SECONDS = 365 * 24 * 3600;

/** The context of a browser that can be known again; one without the device cookie is given one with the answer. */
export function ensureDevice<C extends DoorContext>(ctx: C): C & { readonly deviceToken: string } {
  if (ctx.deviceToken) return { ...ctx, deviceToken: ctx.deviceToken };
  const deviceToken = randomBytes(32).toString("base64url");
  giveDevice(ctx, deviceToken);
  return { ...ctx, deviceToken };
}

/** Runs a sign-in as a browser that can be known again: one that comes in without the device cookie is given one. */
export async function withDevice<
  C extends DoorContext,
  T extends { ticket?: string | null | undefined },
>(ctx: C, signIn: (ctx: C) => Promise<T>): Promise<T> {
  if (ctx.deviceToken) return signIn(ctx);
  const deviceToken = randomBytes(32).toString("base64url");
  const answer = await signIn({ ...ctx, deviceToken });
  if (answer.ticket) giveDevice(ctx, deviceToken);
  return answer;
}

function giveDevice(ctx: DoorContext, deviceToken: string): void {
  ctx.responseHeaders.append(
    "set-cookie",
    `${DEVICE_COOKIE}=${deviceToken}; Path=/; Max-Age=${YEAR_SECONDS}; Secure; HttpOnly; SameSite=Lax`,
  );
}

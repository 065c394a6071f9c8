import { randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";

/** One address for all tenants: a vendor knows one and no more. It is set in our application there. */
export const LEAVE_CALLBACK_PATH = "/api/mercadopago/callback";
const LIFE_MS = 15 * 60_000;

const kept = z.object({
  /** The host where it began, and where the answer is taken. */
  host: z.string().max(253),
  /** The account that is given leave anew; empty: a new one. */
  integrationId: z.uuid().or(z.literal("")),
  once: z.string().length(43),
  /** When it is over, in milliseconds. */
  until: z.number().int(),
  /** Whose it is: nobody else's session can end it. */
  by: z.string().length(43),
});
export type LeaveState = z.output<typeof kept>;
type By = { tenantId: string; sessionId: string };

/** What goes to the vendor and comes back: signed, bound to a session, good for a quarter of an hour. */
export function makeState(given: { host: string; integrationId: string; now: Date } & By): string {
  const { host, integrationId, now } = given;
  const state: LeaveState = {
    ...{ host, integrationId, once: randomBytes(32).toString("base64url") },
    ...{ until: now.getTime() + LIFE_MS, by: byOf(given) },
  };
  const text = Buffer.from(JSON.stringify(state)).toString("base64url");
  return `${text}.${hash("state", text)}`;
}

/** A state that we made; undefined for any other text. Whether it is still good, and whose it is, is another question. */
export function readState(state: string): LeaveState | undefined {
  const [, text = "", given = ""] = /^([\w-]{1,900})\.([\w-]{43})$/.exec(state) ?? [];
  const expected = Buffer.from(hash("state", text));
  const signature = Buffer.from(given);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
    return undefined;
  return kept.safeParse(JSON.parse(Buffer.from(text, "base64url").toString())).data;
}

export const isGood = (state: LeaveState, by: By, now: Date): boolean =>
  state.until > now.getTime() && state.by === byOf(by);

/** Follows from the state and our key: nothing is stored, and who only saw the state cannot redeem a code. */
export const verifierOf = ({ once }: LeaveState): string => hash("pkce", once);

export function leaveCallbackUrl(): string {
  const { TRAMA_PUBLIC_SCHEME: scheme, TRAMA_ROOT_HOST: root } = composition().env;
  return `${scheme}://${root}${LEAVE_CALLBACK_PATH}`;
}

const byOf = ({ tenantId, sessionId }: By) => hash("by", `${tenantId}.${sessionId}`);
const hash = (purpose: string, text: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, `mercadopago.${purpose}`, text);

import { setTimeout as sleep } from "node:timers/promises";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import { gather } from "@/server/kernel/gather";
import { openIntegrations } from "@/server/modules/integrations/open-integrations";
import type { Ctx } from "@/server/tenancy/context";
import { asGateway, type OpenGateway } from "../gateways/open-gateway";

/** A tenant's accounts with gateways at one moment. */
export type Accounts = {
  /** By id: gives the account, or throws why it cannot be had. */
  readonly byId: ReadonlyMap<string, () => OpenGateway>;
  /** They are still so while `stampOfIntegrations` gives this. */
  readonly stamp: string;
};

/** How long accounts are kept open in memory, and how often they are read at most for those who are doubted. */
const KEPT_MS = 30_000;
const DOUBTED_EVERY_MS = 1_000;

type Kept = { readonly accounts: Accounts; readonly atMs: number };
const kept = new Map<string, Kept>();
const awaited = new Map<string, Promise<Accounts>>();

/** The accounts as they were read last, if that was lately: enough to prove somebody right, never to refuse. */
export const knownAccounts = ({ tenantId }: Ctx): Accounts | undefined =>
  kept.get(tenantId)?.accounts;

/** The accounts as they are from now on, read once for all who ask side by side, whatever account they mean. */
export const accountsFromNowOn = gather<Ctx, Accounts>(
  ({ tenantId }) => tenantId,
  Number.POSITIVE_INFINITY,
  async (asked) => {
    const [ctx] = asked;
    const atMs = performance.now();
    const { accounts: opened, stamp } = await openIntegrations(ctx, GATEWAYS);
    const byId = new Map([...opened].map(([id, open]) => [id, () => asGateway(open())]));
    const one: Kept = { accounts: { byId, stamp }, atMs };
    kept.set(ctx.tenantId, one);
    const forget = () => kept.get(ctx.tenantId) === one && kept.delete(ctx.tenantId);
    setTimeout(forget, KEPT_MS).unref();
    return asked.map(() => one.accounts);
  },
);

/** The same for who is doubted: one read a second for all of them at a tenant, however many they are. */
export function accountsAtLeisure(ctx: Ctx): Promise<Accounts> {
  const { tenantId } = ctx;
  const under = awaited.get(tenantId);
  if (under) return under;
  const { atMs = Number.NEGATIVE_INFINITY } = kept.get(tenantId) ?? {};
  const reading = sleep(Math.max(0, atMs + DOUBTED_EVERY_MS - performance.now())).then(() => {
    // Who comes while it reads is not told of what may have been changed since.
    awaited.delete(tenantId);
    return accountsFromNowOn(ctx);
  });
  awaited.set(tenantId, reading);
  return reading;
}

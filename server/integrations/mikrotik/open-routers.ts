import {
  type RouterAccount,
  type RouterGateway,
  type RouterLine,
  RouterLoginFailure,
  RouterRefusal,
} from "@/server/modules/network/port";
import { callVendor } from "@/server/outbound/call-vendor";
import { guardedSocket } from "@/server/outbound/guarded-socket";
import type { VendorCall } from "@/server/outbound/types";
import { AddressRefused } from "@/server/outbound/vet-url";
import { VendorFailure } from "@/server/outbound/vendor-failure";
import {
  RouterAborted,
  RouterBusy,
  RouterClosed,
  RouterLoginRefused,
  RouterProtocolError,
  RouterSessionLimit,
  RouterTimeout,
  RouterTrap,
} from "./errors";
import { keepSession } from "./keep-session";
import type { KeptSession, RouterSession } from "./schema";

type Kept = { readonly session: KeptSession; readonly address: string };
const CONNECT_MS = 8_000;
const COMMAND_MS = 10_000;
/** Sessions kept at most in one process; the one unused for longest makes room. */
const SESSIONS_MAX = 2_000;

/**
 * The tenants' routers: one long-lived session for each and one user of it at a time, behind the breaker, the limits and
 * the panic switches of its integration. A session whose router is reached otherwise than before is opened anew.
 */
export function openRouters(): RouterGateway {
  const kept = new Map<string, Kept>();
  const close = async (key: string) => {
    const found = kept.get(key);
    kept.delete(key);
    await found?.session.close();
  };
  const sessionOf = (key: string, account: RouterAccount): KeptSession => {
    const address = JSON.stringify(account);
    const known = kept.get(key);
    if (known && known.address !== address) void close(key);
    const session = known?.address === address ? known.session : open(account);
    kept.delete(key);
    kept.set(key, { session, address });
    const oldest = kept.keys().next().value;
    if (kept.size > SESSIONS_MAX && oldest !== undefined) void close(oldest);
    return session;
  };
  return {
    use: (ctx, account, call, work) => {
      const key = `${ctx.tenantId}:${account.integrationId}`;
      const vendorCall: VendorCall = {
        integration: { id: account.integrationId, vendor: "mikrotik" },
        operation: call.operation,
        idempotent: true,
        // The drain tries again by its own calendar: a command is never repeated inside one attempt.
        retry: "never",
        deadlineMs: call.deadlineMs,
        limits: { ratePerSecond: 50, burst: 100, failuresToOpen: 3, openMs: 15_000 },
        ...(call.actionClass && { actionClass: call.actionClass }),
      };
      return callVendor(ctx, vendorCall, async ({ signal }) => {
        try {
          return await sessionOf(key, account).use((session) => work(lineOf(session, signal)), {
            signal,
          });
        } catch (error) {
          throw classify(error);
        }
      });
    },
    forget: (ctx, integrationId) => close(`${ctx.tenantId}:${integrationId}`),
    close: async () => void (await Promise.all([...kept.keys()].map(close))),
  };
}

function open({ host, port, tls, user, password, codePage, cidrs }: RouterAccount): KeptSession {
  return keepSession({
    ...{ host, port, tls, user, password, codePage },
    connect: (address) => guardedSocket(address, cidrs),
    connectDeadlineMs: CONNECT_MS,
    commandDeadlineMs: COMMAND_MS,
  });
}

const OURS: ReadonlySet<string> = new Set(["badCommand", "unmappable"]);

const lineOf = (session: RouterSession, signal: AbortSignal): RouterLine => ({
  signal,
  run: async (command, options = {}) => {
    try {
      return await session.run(command, { ...options, signal });
    } catch (error) {
      if (error instanceof RouterTrap)
        throw new RouterRefusal(command, error.message, error.category);
      // Ours, and nothing was sent: a name that the router's code page has no letter for stops one customer, not all.
      if (error instanceof RouterProtocolError && OURS.has(error.problem))
        throw new RouterRefusal(command, error.message, undefined);
      throw error;
    }
  },
});

/** How callVendor understands it: what surely did not arrive, what may have, and what the router refused. */
function classify(error: unknown): unknown {
  if (error instanceof RouterLoginRefused) return new RouterLoginFailure();
  if (error instanceof RouterSessionLimit || error instanceof RouterBusy)
    return new VendorFailure("unreached", error.name, { cause: error, retryAfterMs: 10_000 });
  if (error instanceof RouterTimeout || error instanceof RouterAborted)
    return new VendorFailure("timeout", error.message, { cause: error });
  if (error instanceof RouterClosed) {
    if (error.cause instanceof RouterLoginRefused) return new RouterLoginFailure();
    if (error.cause instanceof AddressRefused) return error.cause;
    return new VendorFailure(error.sent ? "network" : "unreached", error.message, {
      cause: error,
      ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    });
  }
  return error;
}

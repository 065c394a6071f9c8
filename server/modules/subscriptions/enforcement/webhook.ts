import { z } from "zod";
import { Unavailable } from "@/server/kernel/errors";
import { webhookHeaders } from "@/server/kernel/standard-webhooks";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { callVendor } from "@/server/outbound/call-vendor";
import type { VendorCall } from "@/server/outbound/types";
import { throwUnlessOk } from "@/server/outbound/vendor-failure";
import type { Ctx } from "@/server/tenancy/context";
import type { EnforcementTarget, Observation, ServiceEnforcement } from "./port";

const VENDOR = "enforcement-webhook";
const DEADLINE_MS = 15_000;

/** `config` and `credentials` of an integration of this vendor. */
const configSchema = z.object({
  url: z.url(),
  /** Asked with `?service=…&ref=…` after each command; absent: the answer to the command must say what is so. */
  readBackUrl: z.url().optional(),
});
const credentialsSchema = z.object({ signingSecret: z.string().startsWith("whsec_") });

/** What the receiver says: the state that it brought about or found, and of which service. */
const answerSchema = z.object({
  state: z.enum(["on", "soft", "off", "gone"]),
  serviceId: z.string().optional(),
});

/**
 * Standard Webhooks to a URL of the tenant's: `{ type, timestamp, data }` with the command's id as message id, the same
 * on every attempt. Having sent it proves nothing: the receiver must say what is so, when it answers or when it is asked.
 */
export const webhookEnforcement: ServiceEnforcement = {
  kind: "webhook",
  vendor: VENDOR,
  byHand: false,
  apply: async (ctx, target) => {
    const account = await open(ctx, target);
    const body = bodyOf(ctx, target);
    const text = await callVendor(
      ctx,
      call(account.id, "apply", target.desired === "on" ? undefined : "cut"),
      async (io) => {
        const headers = signed(account.secret, target.commandId, body);
        const response = await io.fetch(account.url, { method: "POST", headers, body });
        return throwUnlessOk(response).text();
      },
    );
    const stated = readAnswer(text, target, "answer");
    return stated ? { stated } : {};
  },
  readBack: async (ctx, target, applied) => {
    const account = await open(ctx, target);
    // A place to look is worth more than a word: the answer counts only where there is none.
    if (!account.readBackUrl) return applied?.stated;
    return look(ctx, account, target);
  },
  observe: async (ctx, targets) => {
    const seen = new Map<string, Observation>();
    for (const target of targets) {
      const account = await open(ctx, target);
      const found = account.readBackUrl ? await look(ctx, account, target) : undefined;
      if (found) seen.set(target.serviceId, found);
    }
    return seen;
  },
};

type Account = { id: string; url: string; readBackUrl: string | undefined; secret: string };

async function open(ctx: Ctx, { integrationId }: EnforcementTarget): Promise<Account> {
  if (!integrationId) throw new Unavailable("enforcement_not_set_up");
  const { id, vendor, config, credentials } = await openIntegration(ctx, integrationId);
  const place = configSchema.safeParse(config);
  const secret = credentialsSchema.safeParse(credentials);
  if (vendor !== VENDOR || !place.success || !secret.success)
    throw new Unavailable("enforcement_not_set_up");
  const { url, readBackUrl } = place.data;
  return { id, url, readBackUrl, secret: secret.data.signingSecret };
}

const call = (
  id: string,
  operation: string,
  actionClass: VendorCall["actionClass"],
): VendorCall => ({
  integration: { id, vendor: VENDOR },
  operation,
  idempotent: true,
  retry: "never",
  deadlineMs: DEADLINE_MS,
  transport: { kind: "publicOnly" },
  // Failed cuts add up to an automatic panic; a failed reconnection, unnamed, freezes nobody.
  ...(actionClass && { actionClass }),
  // Our own schedule is the back-off.
  limits: { ratePerSecond: 20, burst: 40, failuresToOpen: 10, maxResponseBytes: 64 * 1024 },
});

async function look(
  ctx: Ctx,
  account: Account,
  target: EnforcementTarget,
): Promise<Observation | undefined> {
  const url = new URL(account.readBackUrl ?? account.url);
  url.searchParams.set("service", target.serviceId);
  url.searchParams.set("ref", target.ref);
  const text = await callVendor(ctx, call(account.id, "read-back", "none"), async (io) => {
    // What is signed of a request without a body is its path and query.
    const headers = signed(account.secret, target.commandId, `${url.pathname}${url.search}`);
    return throwUnlessOk(await io.fetch(url, { headers })).text();
  });
  return readAnswer(text, target, "readBack");
}

function bodyOf(ctx: Ctx, target: EnforcementTarget): string {
  const { commandId, serviceId, number, ref, desired } = target;
  return JSON.stringify({
    type: "service.enforce",
    timestamp: ctx.now.toISOString(),
    data: { commandId, serviceId, number, ref, desired },
  });
}

const signed = (secret: string, id: string, body: string) => ({
  "content-type": "application/json",
  ...webhookHeaders([secret], { id, atSeconds: Math.floor(Date.now() / 1000), body }),
});

/** An answer about another service, or in other words, says nothing. */
function readAnswer(
  text: string,
  target: EnforcementTarget,
  by: "answer" | "readBack",
): Observation | undefined {
  const said = answerSchema.safeParse(parseJson(text));
  if (!said.success) return undefined;
  const { state, serviceId } = said.data;
  if (serviceId !== undefined && serviceId !== target.serviceId) return undefined;
  return { state, evidence: { by, state } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

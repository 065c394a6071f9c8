import { TramaError } from "@/server/kernel/errors";
import { confirmCheckout, readPayForm } from "@/server/modules/payments/gateways/confirm-checkout";
import { limit } from "@/server/rate-limit/limit";
import type { Ctx } from "@/server/tenancy/context";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { NotFound } from "@/server/kernel/errors";
import type { Door } from "./door";
import { payFormPage } from "./pay-form-page";
import { problem } from "./problem";

export const PAY_PREFIX = "/api/pay/";

/** Of one address in a minute: a person who pays, and no more. */
const VISITS = { max: 60, windowSeconds: 60, onFailure: "allow" } as const;

/**
 * `/api/pay/<attemptId>` is our page for gateways that have none: their form, nothing else. `/api/pay/<attemptId>/back` is
 * where gateways send who paid: what they bring is confirmed with the gateway, then they go on to our own page (303). It
 * carries no session: whoever knows the attempt can only make us ask the gateway about it.
 */
export const payDoor: Door = async (request, { ip, requestId }) => {
  const url = new URL(request.url);
  const host = await resolveTenant(request.headers.get("host") ?? undefined);
  const [attemptId = "", step, more] = url.pathname.slice(PAY_PREFIX.length).split("/");
  const known = step === undefined || step === "back";
  if (host.kind !== "tenant" || !known || more !== undefined)
    return problem(new NotFound("route"), undefined);
  const ctx: Ctx = {
    ...{ tenantId: host.tenantId, actor: { kind: "system", job: "payments.confirm" }, requestId },
    ...{ ip, now: new Date(), locale: host.locale },
  };
  try {
    const verdict = await limit(ctx, `pay:${ip}`, VISITS);
    if (!verdict.ok) return new Response(null, { status: 429 });
    if (step === "back") return await comeBack(ctx, attemptId, request);
    const { form, told } = await readPayForm(ctx, attemptId);
    return form ? payFormPage(ctx.locale, { form, told }) : goTo(told.back);
  } catch (error) {
    if (!(error instanceof TramaError)) throw error;
    return problem(error, undefined);
  }
};

async function comeBack(ctx: Ctx, attemptId: string, request: Request): Promise<Response> {
  const returned = new URLSearchParams(new URL(request.url).searchParams);
  if (request.method === "POST")
    for (const [name, value] of new URLSearchParams(await request.text()))
      returned.set(name, value);
  const { back } = await confirmCheckout(ctx, { attemptId, returned });
  return goTo(back);
}

const goTo = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

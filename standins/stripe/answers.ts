import type { StripeStandin } from "./handler";

export const errorOf = (
  status: number,
  error: { type: string } & Record<string, unknown>,
): Response => Response.json({ error: { message: "stand-in", ...error } }, { status });

export const listOf = (data: unknown[]): Response =>
  Response.json({ object: "list", data, has_more: false, url: "/v1/standin" });

/** The page on which somebody pays: two buttons. */
export function payPage(standin: StripeStandin, request: Request, url: URL): Response {
  const session = standin.sessions.get(url.pathname.slice("/pay/".length));
  if (session?.status !== "open") return new Response("This page is closed.", { status: 410 });
  if (request.method !== "POST") {
    const { amount_total: amount, currency } = session;
    const form = (act: string, words: string) =>
      `<form method="post" action="?act=${act}"><button>${words}</button></form>`;
    return new Response(
      `<!doctype html><title>Stripe stand-in</title><h1>${amount} ${currency}</h1>${form("pay", "Pay")}${form("decline", "Decline")}`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  }
  const declined = url.searchParams.get("act") === "decline";
  standin.pay(session.id, declined ? { declined: "generic_decline" } : {});
  const next = declined
    ? session.cancel_url
    : session.success_url.replace("{CHECKOUT_SESSION_ID}", session.id);
  return new Response(null, { status: 303, headers: { location: next } });
}

import type { PaypalStandin } from "./handler";

export const problemOf = (status: number, issue: string): Response =>
  Response.json(
    { name: "UNPROCESSABLE_ENTITY", message: "stand-in", details: [{ issue }], links: [] },
    { status },
  );

/** The page on which somebody says yes or no: two buttons. */
export function payPage(standin: PaypalStandin, request: Request, url: URL): Response {
  const order = standin.orders.get(url.searchParams.get("token") ?? "");
  const paypal = order?.request.payment_source.paypal;
  if (order?.status !== "PAYER_ACTION_REQUIRED" || !paypal || "vault_id" in paypal)
    return new Response("This page is closed.", { status: 410 });
  const [unit] = order.request.purchase_units;
  if (request.method !== "POST") {
    const form = (act: string, words: string) =>
      `<form method="post" action="?token=${order.id}&act=${act}"><button>${words}</button></form>`;
    return new Response(
      `<!doctype html><title>PayPal stand-in</title><h1>${unit?.amount.value} ${unit?.amount.currency_code}</h1>${form("pay", "Pay")}${form("cancel", "Cancel")}`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  }
  const { return_url: back, cancel_url: away } = paypal.experience_context;
  if (url.searchParams.get("act") === "cancel") return leave(new URL(away), order.id);
  standin.approve(order.id);
  return leave(new URL(back), order.id);
}

function leave(next: URL, token: string): Response {
  next.searchParams.set("token", token);
  return new Response(null, { status: 303, headers: { location: next.toString() } });
}

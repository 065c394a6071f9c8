import type { MercadopagoStandin } from "./handler";

export const refuse = (status: number, error: string): Response =>
  Response.json({ status, error, message: "stand-in", cause: [] }, { status });

/** The page on which somebody pays: buttons. */
export function payPage(standin: MercadopagoStandin, request: Request, url: URL): Response {
  const page = standin.preferences.get(url.pathname.slice("/pay/".length));
  const [item] = page?.items ?? [];
  if (!page || !item) return new Response("No such page.", { status: 404 });
  if (request.method !== "POST") {
    const form = (act: string, words: string) =>
      `<form method="post" action="?act=${act}"><button>${words}</button></form>`;
    return new Response(
      `<!doctype html><title>MercadoPago stand-in</title><h1>${item.unit_price} ${item.currency_id}</h1>${form("pay", "Pay")}${form("reject", "Reject")}`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  }
  const rejected = url.searchParams.get("act") === "reject";
  const payment = standin.pay(
    page.id,
    rejected ? { status: "rejected", status_detail: "cc_rejected_other_reason" } : {},
  );
  const next = new URL(rejected ? page.back_urls.failure : page.back_urls.success);
  next.searchParams.set("payment_id", String(payment.id));
  next.searchParams.set("status", payment.status);
  next.searchParams.set("external_reference", page.external_reference);
  return new Response(null, { status: 303, headers: { location: next.toString() } });
}

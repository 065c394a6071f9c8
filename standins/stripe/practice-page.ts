import type { SessionObject } from "./objects";
import type { StripeStandin } from "./handler";

/** Cards to practise with: what each does, as a person reads it. */
const CARDS = [
  { number: "4242 4242 4242 4242", no: "", es: "Pasa", en: "Goes through" },
  {
    number: "4000 0000 0000 9995",
    no: "insufficient_funds",
    es: "Sin saldo suficiente",
    en: "Not enough funds",
  },
  { number: "4000 0000 0000 0069", no: "expired_card", es: "Vencida", en: "Expired" },
] as const;

const WORDS = {
  es: {
    ...{ title: "Pasarela de práctica", note: "Aquí no se cobra dinero real." },
    ...{ choose: "Elige una tarjeta de prueba", pay: "Pagar", back: "Volver sin pagar" },
    ...{ refused: "La tarjeta dijo que no. Prueba con otra.", closed: "Esta página ya se cerró." },
  },
  en: {
    ...{ title: "Practice gateway", note: "No real money is taken here." },
    ...{ choose: "Choose a test card", pay: "Pay", back: "Go back without paying" },
    ...{ refused: "The card said no. Try another.", closed: "This page is closed." },
  },
} as const;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f4f5;color:#18181b}
main{max-width:26rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:12px;box-sizing:border-box}
@media(max-width:30rem){main{margin:0;border-radius:0;min-height:100vh}}
h1{font-size:1.25rem;margin:0}p{margin:.25rem 0 1rem}strong{font-size:1.75rem}
fieldset{border:1px solid #a1a1aa;border-radius:8px;margin:1rem 0}label{display:block;padding:.5rem 0}
small{display:block;color:#52525b;margin-left:1.6rem}button{width:100%;padding:.8rem;font:inherit;font-weight:600;border:0;border-radius:8px;background:#4f46e5;color:#fff}
[role=alert]{background:#fee2e2;color:#991b1b;padding:.6rem .8rem;border-radius:8px}a{display:block;text-align:center;margin-top:1rem;color:#3730a3}`;

/** The page of the practice gateway on which a card is chosen: as a vendor's own page, a no can be tried again on it. */
export async function practicePage(
  standin: StripeStandin,
  request: Request,
  url: URL,
): Promise<Response> {
  const lang = /^\s*(?:es|pt)/i.test(request.headers.get("accept-language") ?? "") ? "es" : "en";
  const say = WORDS[lang];
  const session = standin.sessions.get(url.pathname.slice("/pay/".length));
  if (session?.status !== "open") return html(lang, `<h1>${say.closed}</h1>`, 410);
  if (request.method !== "POST") return html(lang, formOf(session, lang, false));
  const card = Number(new URLSearchParams(await request.text()).get("card"));
  const no = CARDS[card]?.no ?? "";
  standin.pay(session.id, no ? { declined: no } : {});
  if (no) return html(lang, formOf(session, lang, true));
  const location = session.success_url.replace("{CHECKOUT_SESSION_ID}", session.id);
  return new Response(null, { status: 303, headers: { location } });
}

function formOf(session: SessionObject, lang: "es" | "en", refused: boolean): string {
  const say = WORDS[lang];
  const currency = session.currency.toUpperCase();
  const format = new Intl.NumberFormat(lang, { style: "currency", currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  const amount = format.format(session.amount_total / 10 ** maximumFractionDigits);
  const cards = CARDS.map(
    ({ number, [lang]: does }, place) =>
      `<label><input type="radio" name="card" value="${place}"${place === 0 ? " checked" : ""}> ${number}<small>${does}</small></label>`,
  ).join("");
  return `<h1>${say.title}</h1><p>${say.note}</p>${refused ? `<p role="alert">${say.refused}</p>` : ""}<strong>${escape(amount)}</strong>
<form method="post"><fieldset><legend>${say.choose}</legend>${cards}</fieldset><button>${say.pay}</button></form>
<a href="${escape(session.cancel_url)}">${say.back}</a>`;
}

const html = (lang: string, body: string, status = 200): Response =>
  new Response(
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${WORDS[lang === "es" ? "es" : "en"].title}</title><style>${STYLE}</style><main>${body}</main></html>`,
    {
      status,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    },
  );

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

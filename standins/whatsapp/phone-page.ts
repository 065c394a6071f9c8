import { NOT_ON_WHATSAPP, numberOf, type PhoneMessage, type Phones } from "./phones";
import { html, plain, type Lang } from "./page-frame";
import { type Drawn, drawMessage } from "./draw-message";
import type { VendorTemplate } from "@/server/integrations/whatsapp/schema";

const WORDS = {
  es: {
    ...{ title: "Teléfono de práctica", note: "Aquí no llega ni sale nada de verdad." },
    text: "Lo que la empresa de prueba manda por WhatsApp a sus clientes inventados. Abrir un chat es leerlo.",
    none: "Los números que terminan en 00 no tienen WhatsApp: a esas personas les llega el correo.",
    ...{ find: "Buscar un número o un nombre", show: "Buscar", chats: "Chats", unread: "sin leer" },
    ...{ empty: "Todavía no llegó nada.", back: "Todos los chats" },
    noSuch: "Este número no tiene WhatsApp: aquí no llega nada.",
  },
  en: {
    ...{ title: "Practice phone", note: "Nothing real arrives here or leaves." },
    text: "What the demo company sends by WhatsApp to its invented customers. To open a chat is to read it.",
    none: "Numbers that end in 00 are not on WhatsApp: those people get the e-mail.",
    ...{ find: "Find a number or a name", show: "Find", chats: "Chats", unread: "unread" },
    ...{ empty: "Nothing has arrived yet.", back: "All chats" },
    noSuch: "This number is not on WhatsApp: nothing arrives here.",
  },
} as const;

/** What a person sees who looks at the demo's phones: the chats at `/`, one of them at `/chat/<number>`. */
export function phonePage(
  phones: Phones,
  templates: readonly VendorTemplate[],
  request: Request,
): Response {
  const lang: Lang = /^\s*(?:es|pt)/i.test(request.headers.get("accept-language") ?? "")
    ? "es"
    : "en";
  const { pathname, searchParams } = new URL(request.url);
  const number = /^\/chat\/([\w.]{3,140})$/.exec(pathname)?.[1];
  const draw = (message: PhoneMessage) => drawMessage(message, templates);
  if (number === undefined)
    return chats(phones, draw, { lang, query: searchParams.get("q") ?? "" });
  phones.read(number);
  return chat(phones.of(number), draw, { lang, number });
}

type Draw = (message: PhoneMessage) => Drawn;

function chats(phones: Phones, draw: Draw, { lang, query }: { lang: Lang; query: string }) {
  const say = WORDS[lang];
  const digits = query.replaceAll(/\D/g, "");
  const numbers = new Set(
    phones.messages
      .toReversed()
      .filter(({ reached }) => reached !== "failed")
      .filter((one) =>
        digits
          ? numberOf(one).includes(digits)
          : draw(one).body.toLocaleLowerCase(lang).includes(query.trim().toLocaleLowerCase(lang)),
      )
      .map(numberOf),
  );
  const rows = [...numbers].slice(0, 100).map((number) => {
    const own = phones.of(number);
    const last = own.at(-1);
    const unread = own.filter(({ reached }) => reached !== "read").length;
    const badge = unread > 0 ? `<b>${unread} ${say.unread}</b>` : "";
    return `<li><a href="/chat/${plain(number)}"><span>${shown(number)} ${badge}</span><small>${plain(last ? draw(last).body : "")}</small></a></li>`;
  });
  const hint = NOT_ON_WHATSAPP.test(digits) ? say.noSuch : say.empty;
  const list = rows.length > 0 ? `<ul>${rows.join("")}</ul>` : `<p class="empty">${hint}</p>`;
  return html(
    { lang, title: say.title },
    `<header><h1>${say.title}</h1><p>${say.note}</p></header>
<p class="text">${say.text} ${say.none}</p>
<form role="search"><input name="q" value="${plain(query)}" aria-label="${say.find}" placeholder="${say.find}"><button>${say.show}</button></form>
<section aria-label="${say.chats}" data-live>${list}</section>`,
  );
}

function chat(
  messages: readonly PhoneMessage[],
  draw: Draw,
  { lang, number }: { lang: Lang; number: string },
) {
  const say = WORDS[lang];
  const time = new Intl.DateTimeFormat(lang, { dateStyle: "short", timeStyle: "short" });
  const bubbles = messages.map((message) => {
    const { header, body, footer, button } = draw(message);
    return `<li class="bubble">${header && `<h2>${plain(header)}</h2>`}<p>${plain(body)}</p>${footer && `<small>${plain(footer)}</small>`}
<time>${time.format(message.atMs)}</time>${button ? `<a class="action" href="${plain(button.href)}" target="_blank" rel="noreferrer">${plain(button.label)}</a>` : ""}</li>`;
  });
  const hint = NOT_ON_WHATSAPP.test(number) ? say.noSuch : say.empty;
  const list = bubbles.length > 0 ? `<ol>${bubbles.join("")}</ol>` : `<p class="empty">${hint}</p>`;
  return html(
    { lang, title: `${shown(number)} · ${say.title}` },
    `<header><a href="/">← ${say.back}</a><h1>${shown(number)}</h1><p>${say.title}. ${say.note}</p></header>
<section aria-label="${shown(number)}" class="chat" data-live>${list}</section>`,
  );
}

const shown = (number: string): string => (/^\d+$/.test(number) ? `+${number}` : plain(number));

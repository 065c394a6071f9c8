import { createTranslator } from "next-intl";
import { loadMessages } from "@/app/_i18n/load-messages";
import { themeCss } from "@/tenants/theme";
import type { Face } from "./face";
import { faceBrand } from "./face-brand";

/**
 * The page of a host that nobody owns (404) or whose tenant is suspended (503). Plain HTML from middleware: no data,
 * no script, and a status that a page of the router cannot set.
 */
export function closedPage(face: Face, nonce: string): { html: string; status: number } {
  const suspended = face.kind === "tenant";
  const t = createTranslator({
    locale: face.locale,
    messages: loadMessages(face.locale),
    namespace: suspended ? "closed.suspended" : "closed.unknown",
  });
  const title = escape(t("title"));
  const name = suspended ? `<p class="name">${escape(face.name)}</p>` : "";
  const html = `<!doctype html><html lang="${face.locale}" data-theme="system"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${themeCss(faceBrand(face))}${layout}</style></head><body><main>${name}<h1>${title}</h1><p>${escape(t("text"))}</p></main></body></html>`;
  return { html, status: suspended ? 503 : 404 };
}

const layout =
  ":root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 var(--brand-font);background:light-dark(#f7f7f8,#111215);color:light-dark(#18191c,#ececef)}main{max-width:26rem;padding:2rem 1.25rem;border-top:4px solid var(--brand)}h1{font-size:1.375rem;line-height:1.3;margin:0 0 .5rem}p{margin:0;color:light-dark(#575b66,#a6aab6)}.name{margin-bottom:1.5rem;font-weight:600;color:var(--brand-text)}";

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

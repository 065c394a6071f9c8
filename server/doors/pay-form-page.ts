import { randomBytes } from "node:crypto";
import { createTranslator } from "next-intl";
import en from "@/messages/en";
import es from "@/messages/es";
import pt from "@/messages/pt";
import { composition } from "@/server/composition";
import { toMajor } from "@/server/kernel/money";
import type { PayForm } from "@/server/integrations/payments/schema";
import type { Locale } from "@/server/tenancy/context";
import { securityHeaders } from "./apply-headers";

const WORDS = { es: es.payments, en: en.payments, pt: pt.payments };

type Told = {
  title: string;
  amountMinor: number;
  currency: string;
  back: string;
  formUrl?: string | undefined;
};

/** A page with a gateway's form and nothing else on it: only its own origins may run there, and only with this page's nonce. */
export function payFormPage(
  locale: Locale,
  { form, told }: { form: PayForm; told: Told },
): Response {
  const nonce = randomBytes(16).toString("base64");
  const https = composition().env.TRAMA_PUBLIC_SCHEME === "https";
  const theirs = form.origins.join(" ");
  const policy = [
    ...["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"],
    // The answer to our form leads on to the portal, which may be on a domain of the company's own.
    `form-action 'self' ${new URL(told.back).origin}`,
    ...[`script-src 'nonce-${nonce}' ${theirs}`, `style-src 'unsafe-inline' ${theirs}`],
    ...[`frame-src ${theirs}`, `connect-src ${theirs}`, `img-src data: ${theirs}`],
    `font-src data: ${theirs}`,
  ].join("; ");
  return new Response(html(locale, nonce, form, told), {
    headers: {
      ...securityHeaders({ https }),
      // The form's own windows must be able to speak to the page that opened them.
      ...{ "cross-origin-opener-policy": "unsafe-none", "cache-control": "no-store" },
      ...{ "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
    },
  });
}

function html(locale: Locale, nonce: string, form: PayForm, told: Told): string {
  const t = createTranslator({
    locale,
    messages: { payments: WORDS[locale] },
    namespace: "payments",
  });
  const amount = `${told.currency} ${toMajor(told.amountMinor, told.currency)}`;
  const action = `${new URL(told.formUrl ?? "http://x").pathname}/back`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(t("formTitle", { amount }))}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(t("formTitle", { amount }))}</h1><p>${escape(told.title)}</p>
<p role="status">${escape(t("formWait"))}</p><noscript><p>${escape(t("formScript"))}</p></noscript>
<div id="form"></div><p><a href="${escape(told.back)}">${escape(t("formBack"))}</a></p></main>
<script nonce="${nonce}" src="${escape(form.scriptUrl)}"${attributes(form.scriptAttributes)}></script>
<script nonce="${nonce}">
const data = ${inScript(form.data)};
const pay = (fields) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = ${inScript(action)};
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
};
${form.start}
</script></body></html>`;
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:1.5rem}
main{max-width:32rem;margin:0 auto}h1{font-size:1.25rem}a{display:inline-block;padding:.5rem 0}`;

const attributes = (given: PayForm["scriptAttributes"] = {}): string =>
  Object.entries(given)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join("");

const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** JSON that can end no script. */
const inScript = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");

import type { Locale } from "@/server/tenancy/context";

type Words = { subject: string; body: (host: string) => string; link: string };

const words: Record<Locale, Words> = {
  es: {
    subject: "Un webhook fue desactivado",
    body: (host) =>
      `Dejamos de enviar eventos a ${host} porque no respondió bien durante días o pidió no recibir más. Corrige el servidor, reactiva el webhook y reenvía lo que falló.`,
    link: "Abrir webhooks",
  },
  en: {
    subject: "A webhook was switched off",
    body: (host) =>
      `We stopped sending events to ${host} because it has not answered properly for days or asked for no more. Mend the server, resume the webhook and replay what failed.`,
    link: "Open webhooks",
  },
  pt: {
    subject: "Um webhook foi desativado",
    body: (host) =>
      `Paramos de enviar eventos para ${host} porque não respondeu bem durante dias ou pediu para não receber mais. Corrija o servidor, reative o webhook e reenvie o que falhou.`,
    link: "Abrir webhooks",
  },
};

/** The mail that says an endpoint was switched off, and how to go on. */
export function disabledEndpointMail(
  locale: Locale,
  { host, href }: { host: string; href: string },
): { subject: string; text: string; html: string } {
  const { subject, body, link } = words[locale];
  const safe = body(escapeHtml(host));
  return {
    subject,
    text: `${body(host)}\n\n${link}: ${href}\n`,
    html: `<p>${safe}</p><p><a href="${escapeHtml(href)}">${link}</a></p>`,
  };
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);

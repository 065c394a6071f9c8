import { expect, test } from "vitest";
import { originalContent } from "@/server/modules/templates/original-content";
import { renderMail } from "@/server/modules/templates/render-mail";
import {
  definitionOf,
  MESSAGE_KEYS,
  type MessageKey,
} from "@/server/modules/templates/rules/registry";
import type { Locale } from "@/server/tenancy/context";
import { paperBrand } from "@/tenants/paper";
import { brandFor } from "@/tenants/defaults";
import { renderMessage } from "./render-message";

const origin = "https://fibranet.trama.pe";
const sender = {
  brand: {
    ...paperBrand(brandFor("fibranet", "FibraNet")),
    ...{ logoUrl: null as string | null, senderName: "FibraNet", replyTo: null },
  },
  company: {
    legalName: "FibraNet S.A.C.",
    taxId: "20601234567",
    address: "Av. Arequipa 1234, Lima",
    phone: "",
    supportEmail: "ayuda@fibranet.example",
  },
};
const valuesOf = (key: MessageKey) =>
  Object.fromEntries(
    Object.entries(definitionOf(key).variables).map(([name, { kind, sample }]) => [
      name,
      kind === "url" ? origin + sample : sample,
    ]),
  );
const mailOf = (
  key: MessageKey,
  locale: Locale,
  over: Record<string, string> = {},
  from = sender,
) =>
  renderMail(
    originalContent(key, "email", locale),
    {
      ...{ variables: definitionOf(key).variables, locale, timeZone: "America/Lima" },
      values: { ...valuesOf(key), ...over },
    },
    from,
  );
const every = MESSAGE_KEYS.flatMap((key) =>
  (["es", "en", "pt"] as const).map((locale) => [key, locale] as const),
);

test.each(every)(
  "%s in %s: both bodies, small, in its language, dark or light, leading only home",
  async (key, locale) => {
    const { subject, html, text } = await mailOf(key, locale);
    expect(subject.length).toBeGreaterThan(5);
    expect(`${subject}${html}${text}`).not.toMatch(/\{\{|undefined|\[object/);
    // Gmail cuts a mail at 102 kB.
    expect(Buffer.byteLength(html)).toBeLessThan(102 * 1024);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain("prefers-color-scheme:dark");
    expect(html).toContain('content="light dark"');
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href?.startsWith(`${origin}/`)).toBe(true);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|form)\b|@import|url\(/i);
    for (const words of ["FibraNet S.A.C.", "ayuda@fibranet.example"]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    for (const [name, { kind }] of Object.entries(definitionOf(key).variables))
      if (kind === "url" || kind === "code") expect(text, name).toContain(valuesOf(key)[name]);
  },
);

test("markup in a name is shown as text and never becomes markup, in any place of the mail", async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const brand = { ...sender.brand, name: hostile };
  const company = { ...sender.company, legalName: hostile, address: hostile };
  const over = { inviterName: hostile, companyName: hostile, roleName: `**${hostile}**` };
  const { html, subject } = await mailOf("auth.invitation", "es", over, { brand, company });
  expect(html).not.toMatch(/<img src=x|<script/);
  expect(html).toContain("&lt;img");
  expect(html).toContain("**&lt;img");
  expect(subject).not.toMatch(/[\r\n]/);
});

test("a link that is no web address is not drawn", async () => {
  for (const url of ["javascript:alert(1)", "data:text/html,x", "/relative", ""])
    expect((await mailOf("auth.passwordReset", "es", { url })).html).not.toContain("href=");
});

test("the one picture is the tenant's logo, with the tenant's name for who sees none", async () => {
  const logoUrl = `${origin}/brand/logo-light?v=1`;
  const brand = { ...sender.brand, logoUrl };
  const { html } = await mailOf("auth.invitation", "es", {}, { ...sender, brand });
  const pictures = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
  expect(pictures).toHaveLength(1);
  expect(pictures[0]).toContain(`src="${logoUrl}"`);
  expect(pictures[0]).toContain('alt="FibraNet"');
});

test("an empty message is still a page", async () => {
  const html = await renderMessage({
    locale: "es",
    preview: "",
    face: sender.brand,
    blocks: [],
    footer: [],
  });
  expect(html).toContain("FibraNet");
});

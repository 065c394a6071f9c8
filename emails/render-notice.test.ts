import { expect, test } from "vitest";
import { renderNotice } from "./render-notice";

type Notice = Parameters<typeof renderNotice>[0];
const action = { label: "Entrar", url: "https://fibranet.example/entrar?a=1&b=2" };
const notice: Notice = {
  locale: "es",
  senderName: "Fibranet",
  title: "Bienvenida, Ñusta",
  paragraphs: ["Tu cuenta está lista.", "Escríbenos si algo falla."],
  action,
  footer: "Fibranet · Lima",
};

test("both bodies say the same: title, every paragraph, the address, the footer", async () => {
  const { html, text } = await renderNotice(notice);
  for (const words of [notice.title, ...notice.paragraphs, notice.footer, notice.senderName]) {
    expect(html).toContain(words);
    expect(text.toLowerCase()).toContain(words.toLowerCase());
  }
  expect(html).toContain('lang="es"');
  expect(html).toContain('href="https://fibranet.example/entrar?a=1&amp;b=2"');
  expect(text).toContain(action.url);
});

test("markup in a name is shown as text and never becomes markup", async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const { html } = await renderNotice({
    ...notice,
    title: hostile,
    senderName: hostile,
    paragraphs: [hostile],
  });
  expect(html).not.toContain("<img src=x");
  expect(html).not.toContain("<script>alert");
  expect(html).toContain("&lt;img");
});

test("an action that is no web address is refused", async () => {
  for (const url of ["javascript:alert(1)", "data:text/html,x", "/relative", ""])
    await expect(renderNotice({ ...notice, action: { label: "x", url } })).rejects.toMatchObject({
      issues: [{ path: ["action", "url"] }],
    });
});

test("nothing is loaded from anywhere: no image, no font, no tracking", async () => {
  const { html } = await renderNotice(notice);
  const { html: bare } = await renderNotice({ ...notice, action: undefined });
  expect(html).not.toMatch(/<(?:img|link|script|iframe)\b|@import|url\(/i);
  expect(bare).not.toContain("https://");
});

import type { ReactElement } from "react";

/** A template as both bodies of a mail. The renderer is loaded at the first use: only jobs need it. */
export async function renderEmail(element: ReactElement): Promise<{ html: string; text: string }> {
  const { render, toPlainText } = await import("@react-email/render");
  const html = await render(element);
  return { html, text: toPlainText(html) };
}

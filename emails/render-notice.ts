import { createElement } from "react";
import { z } from "zod";
import { Notice } from "./notice";
import { renderEmail } from "./render";

const props = z.object({
  locale: z.enum(["es", "en", "pt"]),
  senderName: z.string().min(1).max(120),
  title: z.string().min(1).max(200),
  paragraphs: z.array(z.string().min(1).max(2000)).min(1).max(10),
  action: z
    .object({ label: z.string().min(1).max(60), url: z.url({ protocol: /^https?$/ }).max(2000) })
    .optional(),
  footer: z.string().min(1).max(500),
});

/** Bodies of a notice. Text is text: markup in a name or a paragraph is shown, never run; links are http(s) only (`ZodError`). */
export async function renderNotice(
  input: z.input<typeof props>,
): Promise<{ html: string; text: string }> {
  return renderEmail(createElement(Notice, props.parse(input)));
}

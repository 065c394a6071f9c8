import type { VendorTemplate } from "@/server/integrations/whatsapp/schema";
import type { TakenMessage } from "./handler";

/** A message as its person reads it. */
export type Drawn = {
  header: string;
  body: string;
  footer: string;
  button: { label: string; href: string } | undefined;
};

/** The approved words with the values in their places, as a phone draws them. */
export function drawMessage(
  { template: { name, language, components: given = [] } }: TakenMessage,
  templates: readonly VendorTemplate[],
): Drawn {
  const known = templates.find((one) => one.name === name && one.language === language.code);
  const part = (type: string) => known?.components.find((one) => one.type === type);
  const values = (type: string) =>
    given.find((one) => one.type === type)?.parameters.map(({ text }) => text) ?? [];
  const [button] = part("BUTTONS")?.buttons ?? [];
  return {
    header: fill(part("HEADER")?.text, values("header")),
    body: fill(part("BODY")?.text ?? name, values("body")),
    footer: part("FOOTER")?.text ?? "",
    button: button?.url
      ? { label: button.text ?? "", href: fill(button.url, values("button")) }
      : undefined,
  };
}

const fill = (text = "", values: readonly string[]): string =>
  text.replaceAll(/\{\{(\d+)\}\}/g, (_, place: string) => values[Number(place) - 1] ?? "");

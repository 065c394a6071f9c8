import type { TemplateComponent, VendorTemplate } from "@/server/integrations/whatsapp/schema";
import { fillText } from "@/server/modules/templates/rules/fill-text";
import { type Filling, formatValue } from "@/server/modules/templates/rules/format-value";
import type { MessageKey } from "@/server/modules/templates/rules/registry";
import { toWhatsAppForm } from "@/server/modules/templates/rules/whatsapp-form";
import type { Locale } from "@/server/tenancy/context";
import type { MessageReason } from "./reasons";
import type { SyncedTemplate, WhatsappConfig } from "./whatsapp-config";

type Words = Readonly<Record<string, string>>;

/** The vendor's usual name for a template of ours: `billing.invoiceIssued` → `billing_invoice_issued`. */
export const usualName = (template: MessageKey): string =>
  template.replaceAll(".", "_").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The vendor's template for ours in a language: the chosen one, else the one of the usual name; approved ones first. */
export function templateFor(
  config: Pick<WhatsappConfig, "mapping" | "templates">,
  template: MessageKey,
  locale: Locale,
): SyncedTemplate | undefined {
  const chosen = config.mapping[template]?.[locale];
  const fits = config.templates.filter(({ name, language }) =>
    chosen
      ? name === chosen.name && language === chosen.language
      : name === usualName(template) && (language === locale || language.startsWith(`${locale}_`)),
  );
  return fits.find(({ status }) => status === "APPROVED") ?? fits[0];
}

/** What keeps the vendor's template from carrying our words; undefined: nothing. */
export function objectionTo(
  vendor: SyncedTemplate | undefined,
  content: Words,
): MessageReason | undefined {
  if (vendor?.status !== "APPROVED") return "template_not_approved";
  const form = toWhatsAppForm(content);
  const counts =
    vendor.body === form.body.variables.length &&
    vendor.header === (form.header?.variables.length ?? 0);
  return counts ? undefined : "template_mismatch";
}

/** The values of a message in the order in which its words name them, as the vendor takes them. */
export function componentsOf(
  vendor: SyncedTemplate,
  content: Words,
  filling: Filling,
): TemplateComponent[] | "template_mismatch" {
  const form = toWhatsAppForm(content);
  const texts = (names: readonly string[]) =>
    names.map((name) => ({ type: "text" as const, text: oneLine(formatValue(filling, name)) }));
  const components: TemplateComponent[] = [];
  if (form.header && form.header.variables.length > 0)
    components.push({ type: "header", parameters: texts(form.header.variables) });
  if (form.body.variables.length > 0)
    components.push({ type: "body", parameters: texts(form.body.variables) });
  if (vendor.button !== null) {
    const filled = fillText("{{url}}", filling);
    // The portal's first page has no slash behind it.
    const url = `${filled}/` === vendor.button ? vendor.button : filled;
    if (!url.startsWith(vendor.button)) return "template_mismatch";
    const text = url.slice(vendor.button.length) || "/";
    components.push({
      ...{ type: "button", sub_type: "url", index: "0" },
      parameters: [{ type: "text", text }],
    });
  }
  return components;
}

/** The vendor refuses values that are empty, or hold line breaks, tabs or more than four spaces in a row. */
export const oneLine = (text: string): string =>
  text.replaceAll(/\s+/g, " ").trim().slice(0, 1024) || "–";

/** What we keep of the vendor's description of a template. */
export function toSynced({
  name,
  language,
  status,
  category,
  components,
}: VendorTemplate): SyncedTemplate {
  const of = (type: string) => components.find((one) => one.type.toUpperCase() === type);
  const urls = of("BUTTONS")?.buttons?.map(({ url = "" }) => url) ?? [];
  const taking = urls.find((url) => url.includes("{{"));
  return {
    ...{ name, language, status, category: category.toLowerCase() },
    header: places(of("HEADER")?.text),
    body: places(of("BODY")?.text),
    button: taking === undefined ? null : taking.slice(0, taking.indexOf("{{")),
  };
}

const places = (text = ""): number => new Set(text.match(/\{\{\s*\w+\s*\}\}/g) ?? []).size;

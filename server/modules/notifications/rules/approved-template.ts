import type { TemplateComponent } from "@/server/integrations/whatsapp/schema";
import type { MessageReason } from "./reasons";
import type { SyncedTemplate } from "./whatsapp-config";
import { oneLine } from "./whatsapp-template";

/** One of the vendor's own templates, as it was approved for the tenant. */
export type ApprovedTemplate = Pick<SyncedTemplate, "name" | "language">;

/** To one person a day, where no policy says otherwise. */
export const TEMPLATE_MAX_PER_DAY = 5;

const FORM = /^whatsapp:([a-z0-9_]{1,512})\/([a-zA-Z_]{2,10})$/;

/** How a message names it where ours stand by their key: `whatsapp:corte_programado/es_PE`. */
export const approvedKey = ({ name, language }: ApprovedTemplate): string =>
  `whatsapp:${name}/${language}`;

/** The vendor's template that a message names; undefined: it names one of ours. */
export function approvedOf(template: string): ApprovedTemplate | undefined {
  const [, name, language] = FORM.exec(template) ?? [];
  return name && language ? { name, language } : undefined;
}

/** What keeps it from being sent; what asks people to buy wants a consent that nobody keeps here yet. */
export function objectionToApproved(vendor: SyncedTemplate | undefined): MessageReason | undefined {
  if (vendor?.status !== "APPROVED") return "template_not_approved";
  return vendor.category === "utility" ? undefined : "template_problem";
}

/** The names of its values: `1`, `2`… of the body, `header`, and `button` for what follows the button's address. */
export const valuesOf = ({ header, body, button }: SyncedTemplate): string[] => [
  ...Array.from({ length: body }, (_, place) => String(place + 1)),
  ...(header > 0 ? ["header"] : []),
  ...(button === null ? [] : ["button"]),
];

/** Its values as the vendor takes them; `template_mismatch` where one is missing or left over. Pure. */
export function approvedComponents(
  vendor: SyncedTemplate,
  values: Readonly<Record<string, string>>,
): TemplateComponent[] | "template_mismatch" {
  const wanted = valuesOf(vendor);
  const fits = wanted.every((name) => values[name]) && Object.keys(values).length === wanted.length;
  if (!fits || vendor.header > 1) return "template_mismatch";
  const text = (name: string) => ({ type: "text" as const, text: oneLine(values[name] ?? "") });
  const body = wanted.filter((name) => /^\d+$/.test(name)).map(text);
  return [
    ...(vendor.header > 0 ? [{ type: "header" as const, parameters: [text("header")] }] : []),
    ...(body.length > 0 ? [{ type: "body" as const, parameters: body }] : []),
    ...(vendor.button === null
      ? []
      : [
          {
            ...{ type: "button" as const, sub_type: "url" as const, index: "0" },
            parameters: [text("button")],
          },
        ]),
  ];
}

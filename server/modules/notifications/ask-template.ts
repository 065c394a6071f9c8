import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { countToday, heardKey } from "./internal/count-today";
import { insertMessages } from "./internal/insert-messages";
import { findWhatsapp } from "./internal/open-whatsapp-account";
import { readAddressees } from "./internal/read-addressees";
import { readQuietHours } from "./internal/read-quiet-hours";
import * as approved from "./rules/approved-template";
import { CUSTOMER_EVENTS, type CustomerEvent, TEMPLATE_EVENT } from "./rules/customer-events";
import type { SyncedTemplate, WhatsappConfig } from "./rules/whatsapp-config";
import { usualName } from "./rules/whatsapp-template";

/** An approved template by its name, with its values. */
export type AskTemplateInput = {
  customerId: string;
  name: string;
  /** As it was approved (`es`, `es_PE`); absent: the customer's, or the only one there is. */
  language?: string | undefined;
  /** By name: `1`, `2`… of the body, `header`, `button`. */
  variables: Readonly<Record<string, string>>;
};

/** Which of our texts an approved template carries, by its usual name or by the tenant's choice; undefined: none. */
export async function textBehind(
  ctx: Ctx,
  tx: Tx,
  name: string,
): Promise<CustomerEvent | undefined> {
  const mapping = (await findWhatsapp(ctx, tx))?.config.mapping ?? {};
  const chosen = (event: CustomerEvent) => Object.values(mapping[event] ?? {});
  return CUSTOMER_EVENTS.find(
    (event) =>
      event === name ||
      usualName(event) === name ||
      chosen(event).some((choice) => choice.name === name),
  );
}

/**
 * Asks for a message by one of the tenant's own approved templates, in the open transaction: by WhatsApp alone, held in
 * quiet hours, within the month's budget and the day's cap. The customer's reach is the caller's to check. Throws
 * `Conflict` without a number, for a template that is not approved or sells something, and over the cap; `Invalid` beside
 * what does not fit the template.
 */
export async function askTemplate(ctx: Ctx, tx: Tx, input: AskTemplateInput): Promise<string> {
  const { customerId, variables } = input;
  const account = await findWhatsapp(ctx, tx);
  if (!account) throw new Conflict("whatsapp_not_connected");
  const person = (await readAddressees(ctx, tx, [customerId])).get(customerId);
  if (!person) throw new NotFound("customer");
  const { reach, number } = person;
  if (!reach.phone && !reach.whatsappUserId) throw new Conflict("message_no_phone");
  const template = find(account.config, input, reach.locale);
  const quiet = await readQuietHours(ctx, tx);
  const heard = { event: TEMPLATE_EVENT, customerId, contactId: null };
  const today = await countToday(ctx, tx, [heard], quiet.timeZone);
  if ((today.get(heardKey(heard)) ?? 0) >= approved.TEMPLATE_MAX_PER_DAY)
    throw new Conflict("message_daily_cap");
  const until = quiet.until(ctx.now);
  const id = newId();
  await insertMessages(ctx, tx, [
    {
      ...{ id, customerId, contactId: null, event: TEMPLATE_EVENT },
      ...{ entityType: "customer", entityId: customerId },
      ...{ template: approved.approvedKey(template), locale: localeOf(template, reach.locale) },
      ...{ channels: ["whatsapp"], quietHours: true, sendAt: until },
      ...{ status: until ? "held" : "queued", reason: "", params: { ...variables }, secrets: {} },
      searchText: foldText(`${reach.name} ${number}`),
    },
  ]);
  recordAsked(ctx, { messageId: id, template: template.name, channel: "whatsapp", customerId });
  return id;
}

/** States who asked for a message to a customer, and by which channel. */
export function recordAsked(
  ctx: Ctx,
  { messageId, ...payload }: Record<"messageId" | "template" | "channel" | "customerId", string>,
): void {
  record(ctx, "message.asked", { entity: { type: "message", id: messageId }, payload });
}

function find({ templates }: WhatsappConfig, asked: AskTemplateInput, locale: Locale) {
  const named = templates.filter(({ name }) => name === asked.name);
  const template = inLanguage(named, asked.language, locale);
  if (!template) {
    const field = named.length > 0 ? "template.language" : "template.name";
    throw new Invalid("message_template_unknown", {}, { fields: { [field]: "message_not_there" } });
  }
  if (template.status !== "APPROVED") throw new Conflict("message_template_not_approved");
  if (approved.objectionToApproved(template)) throw new Conflict("message_template_sells");
  if (approved.approvedComponents(template, asked.variables) === "template_mismatch")
    throw new Invalid(
      "message_template_variables",
      { names: approved.valuesOf(template).join(", ") || "–" },
      { fields: { "template.variables": "message_variables" } },
    );
  return template;
}

function inLanguage(
  named: readonly SyncedTemplate[],
  language: string | undefined,
  locale: Locale,
): SyncedTemplate | undefined {
  if (language) return named.find((one) => one.language === language);
  const own = named.find((one) => one.language.split("_")[0] === locale);
  return own ?? (named.length === 1 ? named[0] : undefined);
}

const localeOf = ({ language }: SyncedTemplate, usual: Locale): Locale =>
  (["es", "en", "pt"] as const).find((locale) => language.startsWith(locale)) ?? usual;

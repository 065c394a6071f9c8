import { z } from "zod";
import { MESSAGE_KEYS } from "@/server/modules/templates/rules/registry";
import { AUDIENCES, CUSTOMER_EVENTS, POLICY_CHANNELS } from "./rules/customer-events";
import { templateChoice } from "./rules/whatsapp-config";

const uuid = z.uuid();
const locale = z.enum(["es", "en", "pt"]);

/** Which policy: of which event, for whom. */
export const policyKey = z.object({ event: z.enum(CUSTOMER_EVENTS), audience: z.enum(AUDIENCES) });
export type PolicyKey = z.output<typeof policyKey>;

const policyFields = z.object({
  enabled: z.boolean(),
  channels: z
    .array(z.enum(POLICY_CHANNELS))
    .min(1)
    .max(POLICY_CHANNELS.length)
    .refine((list) => new Set(list).size === list.length, "policy_channel_twice"),
  template: z.enum(CUSTOMER_EVENTS),
  language: z.enum(["customer", "es", "en", "pt"]),
  quietHours: z.boolean(),
  maxPerDay: z.number().int().min(1).max(50).nullable(),
});

export const savePolicyInput = policyKey.extend(policyFields.shape);
export type SavePolicyInput = z.output<typeof savePolicyInput>;

export const policyDto = savePolicyInput.extend({
  /** The tenant has said so itself; false: what holds where nothing was said. */
  own: z.boolean(),
  /** Templates whose values this event has. */
  templates: z.array(z.enum(CUSTOMER_EVENTS)),
});
export type PolicyDto = z.output<typeof policyDto>;

const amount = z.string().regex(/^\d{1,9}(\.\d{1,2})?$/, "money_shape");
const paidChannel = z.enum(["whatsapp", "sms"]);

/** What messages may cost a month; null: no cap. */
export const setBudgetInput = z.object({ channel: paidChannel, cap: amount.nullable() });
export type SetBudgetInput = z.output<typeof setBudgetInput>;

export const budgetDto = z.object({
  channel: paidChannel,
  /** First day of the month. */
  month: z.iso.date(),
  cap: z.string().nullable(),
  /** With what is set aside for messages on their way. */
  spent: z.string(),
  currency: z.string(),
  messages: z.number().int(),
});
export type BudgetDto = z.output<typeof budgetDto>;

const code = (max: number) => z.string().trim().min(1).max(max);

/** Absent id: a new account. Absent secrets: the stored ones stay. */
export const connectWhatsappInput = z.object({
  integrationId: uuid.optional(),
  name: code(100),
  phoneNumberId: code(40).regex(/^\d+$/, "digits_only"),
  businessAccountId: code(40).regex(/^\d+$/, "digits_only"),
  /** Write-only, as all three: sealed at once, never sent back. */
  accessToken: z.string().trim().max(1000).default(""),
  appSecret: z.string().trim().max(200).default(""),
  verifyToken: z.string().trim().max(200).default(""),
});
export type ConnectWhatsappInput = z.output<typeof connectWhatsappInput>;

export const whatsappIdInput = z.object({ integrationId: uuid });
export type WhatsappIdInput = z.output<typeof whatsappIdInput>;

/** Which of the vendor's templates carries ours in a language; null: the one of the usual name. */
export const chooseTemplateInput = whatsappIdInput.extend({
  template: z.enum(MESSAGE_KEYS),
  locale,
  choice: templateChoice.nullable(),
});
export type ChooseTemplateInput = z.output<typeof chooseTemplateInput>;

const carried = z.object({
  template: z.enum(CUSTOMER_EVENTS),
  locale,
  /** The vendor's; null: none fits. */
  name: z.string().nullable(),
  language: z.string().nullable(),
  status: z.string().nullable(),
  usualName: z.string(),
  /** What to register with the vendor. */
  text: z.string(),
  /** Why it does not go out; null: it does. */
  objection: z.string().nullable(),
});

export const whatsappDto = z.object({
  id: uuid,
  name: z.string(),
  enabled: z.boolean(),
  health: z.enum(["unknown", "ok", "degraded", "down"]),
  healthReason: z.string().nullable(),
  phoneNumberId: z.string(),
  businessAccountId: z.string(),
  /** What to register with the vendor. */
  callbackUrl: z.string(),
  syncedAt: z.iso.datetime().nullable(),
  /** Of a demo's number: where its practice phone is looked at, empty while it does not run; null: a real number. */
  practicePhone: z.string().nullable(),
  /** What the vendor keeps. */
  known: z.array(templateChoice.extend({ status: z.string() })),
  carried: z.array(carried),
});
export type WhatsappDto = z.output<typeof whatsappDto>;

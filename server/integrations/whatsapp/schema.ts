import { z } from "zod";
import type { VendorCtx } from "@/server/outbound/types";

const textParameter = z.strictObject({
  type: z.literal("text"),
  text: z.string().min(1).max(1024),
});

const header = z.strictObject({
  type: z.literal("header"),
  parameters: z.array(textParameter).min(1).max(1),
});
const body = z.strictObject({ type: z.literal("body"), parameters: z.array(textParameter).min(1) });
/** What follows the fixed beginning of the button's address. */
const button = z.strictObject({
  type: z.literal("button"),
  sub_type: z.literal("url"),
  index: z.string().regex(/^\d$/),
  parameters: z.array(textParameter).length(1),
});
export const templateComponent = z.discriminatedUnion("type", [header, body, button]);
export type TemplateComponent = z.output<typeof templateComponent>;

const recipient = z.union([
  // E.164 digits, without the plus.
  z.object({ to: z.string().regex(/^[1-9]\d{6,14}$/) }),
  z.object({ recipient: z.string().regex(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/) }),
]);

/** `POST /{phone-number-id}/messages` of a template, as far as we use it; held to the vendor's own description by `conformance.test.ts`. */
export const sendTemplateRequest = z
  .strictObject({
    messaging_product: z.literal("whatsapp"),
    recipient_type: z.literal("individual"),
    to: z.string().optional(),
    recipient: z.string().optional(),
    type: z.literal("template"),
    template: z.strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,512}$/),
      language: z.strictObject({ code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/) }),
      components: z.array(templateComponent).optional(),
    }),
    /** Comes back in every status: our own id of the message. */
    biz_opaque_callback_data: z.string().max(512),
  })
  .refine((request) => recipient.safeParse(request).success, "no recipient");
export type SendTemplateRequest = z.output<typeof sendTemplateRequest>;

export const sendTemplateResponse = z.object({
  messaging_product: z.string(),
  contacts: z
    .array(z.object({ input: z.string().optional(), wa_id: z.string().optional() }))
    .default([]),
  messages: z
    .array(z.object({ id: z.string().min(1), message_status: z.string().optional() }))
    .min(1),
});

/** Every refusal of the Graph API. */
export const graphError = z.object({
  error: z.object({
    message: z.string().default(""),
    code: z.number().int(),
    error_subcode: z.number().int().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
});

const component = z.object({
  type: z.string(),
  text: z.string().optional(),
  buttons: z
    .array(z.object({ type: z.string(), text: z.string().optional(), url: z.string().optional() }))
    .optional(),
});

/** `GET /{waba-id}/message_templates`. */
export const templateListResponse = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      category: z.string().default("UTILITY"),
      components: z.array(component).default([]),
    }),
  ),
  paging: z
    .object({
      cursors: z.object({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});
export type VendorTemplate = z.output<typeof templateListResponse>["data"][number];

/** A number of the tenant's, opened for a call. */
export type WhatsappAccount = {
  readonly integrationId: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly accessToken: string;
};

export type TemplateMessage = {
  to: { phone: string } | { userId: string };
  name: string;
  language: string;
  components: readonly TemplateComponent[];
  callbackData: string;
};

/** WhatsApp's Cloud API as the product knows it. */
export type WhatsappApi = {
  /** Throws `SendProblem`, or `Unavailable` when the vendor surely did not see it. */
  sendTemplate(
    ctx: VendorCtx,
    account: WhatsappAccount,
    message: TemplateMessage,
  ): Promise<{ id: string; waId: string | undefined }>;
  /** Every template of the business account; throws like `sendTemplate`. */
  listTemplates(ctx: VendorCtx, account: WhatsappAccount): Promise<VendorTemplate[]>;
};

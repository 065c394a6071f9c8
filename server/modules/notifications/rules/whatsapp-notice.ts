import { z } from "zod";

const status = z.object({
  id: z.string(),
  status: z.string(),
  /** Seconds since 1970. */
  timestamp: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  pricing: z
    .object({ billable: z.boolean().optional(), category: z.string().optional() })
    .optional(),
  errors: z.array(z.object({ code: z.number().int() })).optional(),
});
export type WhatsappStatus = z.output<typeof status>;

const value = z.looseObject({
  metadata: z.object({ phone_number_id: z.string() }).optional(),
  statuses: z.array(status).default([]),
  messages: z.array(z.looseObject({ id: z.string() })).default([]),
  // A template's status changed.
  event: z.string().optional(),
  message_template_name: z.string().optional(),
  message_template_language: z.string().optional(),
});

/** What the vendor tells us, as far as we use it: one notice may hold several entries, changes and statuses. */
export const whatsappNotice = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(
    z.object({ id: z.string(), changes: z.array(z.object({ field: z.string(), value })) }),
  ),
});
export type WhatsappNotice = z.output<typeof whatsappNotice>;

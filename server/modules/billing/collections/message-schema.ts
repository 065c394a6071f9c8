import { z } from "zod";

/** By the tenant's policy for it, or by this one alone. */
const messageWay = z.enum(["policy", "whatsapp", "email"]);

const template = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_.]{1,512}$/)
    .describe("As it was approved: `billing_overdue_reminder`, `corte_programado`"),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/)
    .optional()
    .describe("As it was approved; absent: the customer's, or the only one there is"),
  variables: z
    .record(z.string().max(40), z.string().trim().min(1).max(1000))
    .default({})
    .describe(
      "One of ours: by name (`number`, `amount` as `89.90 PEN`, `dueOn` as `2026-03-14`); without `url`, what asks for " +
        "money leads to the payment link. Any other: `1`, `2`… of the body, `header`, and `button` for the end of its address",
    ),
});

export const sendMessageInput = z
  .object({
    invoiceId: z.uuid().optional().describe("The reminder of this invoice, once a day"),
    customerId: z.uuid().optional().describe("With `template`: to whom"),
    template: template.optional(),
    channel: messageWay
      .default("policy")
      .describe("`whatsapp` or `email`: by that one alone, and to the customer alone"),
  })
  .refine(
    ({ invoiceId, customerId, template: named }) =>
      invoiceId ? !customerId && !named : Boolean(customerId && named),
    "message_shape",
  );
export type SendMessageInput = z.output<typeof sendMessageInput>;

export const sentMessageDto = z.object({
  /** Null: it was sent today already, nobody can be reached, or the tenant's policy says nothing for it. */
  messageId: z.uuid().nullable(),
});
export type SentMessageDto = z.output<typeof sentMessageDto>;

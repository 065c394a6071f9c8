import { z } from "zod";

/** What a message costs: a decimal text of major units. */
const price = z.string().regex(/^\d{1,4}(\.\d{1,6})?$/);

/** Module `notifications`: what the tenant pays for messages, as its vendor's list says; budgets count by it. */
export const notificationSettings = z.object({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("USD"),
  /** WhatsApp, for each delivered template by its category. */
  whatsapp: z
    .object({
      utility: price.default("0.02"),
      marketing: price.default("0.07"),
      authentication: price.default("0.02"),
    })
    .prefault({}),
  sms: price.default("0.04"),
});
export type NotificationSettings = z.output<typeof notificationSettings>;

/** What one message costs by these prices; mail and what is only shown cost nothing. */
export function priceOf(
  settings: NotificationSettings,
  channel: string,
  category: string | null | undefined,
): string {
  if (channel === "sms") return settings.sms;
  if (channel !== "whatsapp") return "0";
  const prices: Readonly<Record<string, string>> = settings.whatsapp;
  return prices[category ?? "utility"] ?? settings.whatsapp.utility;
}

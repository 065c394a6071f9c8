import { z } from "zod";
import { paymentMethod } from "@/server/modules/payments/schema";

/** What the screen asks for; what each chosen invoice gets stands beside it. */
export const paymentForm = z.object({
  customerId: z.string().min(1, "customer_required"),
  currency: z.string(),
  amountMinor: z
    .number({ error: "amount_shape" })
    .int()
    .positive("amount_shape")
    .nullable()
    .refine((amount) => amount !== null, "amount_shape"),
  method: paymentMethod,
  receivedOn: z.string(),
  reference: z.string().trim().max(120),
  note: z.string().trim().max(500),
  allocation: z.enum(["oldest", "chosen", "none"]),
});
export type PaymentForm = z.output<typeof paymentForm>;

type Open = { id: string; openMinor: number };

/** Which invoice gets how much of an amount, the oldest first: the rule of the server, shown before it is asked. */
export function spread(amountMinor: number, invoices: readonly Open[]): Map<string, number> {
  const parts = new Map<string, number>();
  let left = amountMinor;
  for (const { id, openMinor } of invoices) {
    const part = Math.min(left, openMinor);
    if (part > 0) parts.set(id, part);
    left -= part;
  }
  return parts;
}

import { z } from "zod";
import type { BillingSettings } from "@/server/modules/billing/settings/schema";

const amount = z.string().regex(/^\d{1,9}(?:\.\d{1,4})?$/, "amount_shape");
const whole = z.coerce.number<string>().int();

/** The form's flat fields; fees that are switched off are none. */
export const settingsFields = z.object({
  dueDays: whole.min(0).max(120),
  prepaidLeadDays: whole.min(0).max(28),
  prorationBasis: z.enum(["actual", "thirty"]),
  firstPartial: z.enum(["alone", "merged"]),
  suspended: z.enum(["all", "activeDays", "skipFullySuspended"]),
  minimumInvoice: amount,
  autoPlan: z.boolean(),
  autoApprove: z.boolean(),
  runHour: whole.min(2).max(23),
  hasLateFee: z.boolean(),
  lateBasis: z.enum(["percent", "fixed"]),
  lateValue: amount,
  lateAfterDays: whole.min(1).max(120),
  hasReconnectionFee: z.boolean(),
  reconnectionAmount: amount,
  reconnectionOnPromise: z.boolean(),
});
export type SettingsFields = z.input<typeof settingsFields>;

/** Settings as the form shows them. */
export function toFields(data: BillingSettings): SettingsFields {
  const { lateFee, reconnectionFee, dueDays, prepaidLeadDays, runHour, ...rest } = data;
  const { fee } = lateFee ?? { fee: { basis: "percent" as const, percent: 5 } };
  return {
    ...rest,
    ...{
      dueDays: String(dueDays),
      prepaidLeadDays: String(prepaidLeadDays),
      runHour: String(runHour),
    },
    hasLateFee: lateFee !== null,
    lateBasis: fee.basis,
    lateValue: fee.basis === "percent" ? String(fee.percent) : fee.amount,
    lateAfterDays: String(lateFee?.afterDays ?? 5),
    hasReconnectionFee: reconnectionFee !== null,
    reconnectionAmount: reconnectionFee?.amount ?? "10",
    reconnectionOnPromise: reconnectionFee?.onPromise ?? false,
  };
}

/** The form's fields as settings; the tax classes chosen elsewhere stay. */
export function toSettings(
  fields: z.output<typeof settingsFields>,
  before: BillingSettings,
): BillingSettings {
  const { hasLateFee, lateBasis, lateValue, lateAfterDays, ...others } = fields;
  const { hasReconnectionFee, reconnectionAmount, reconnectionOnPromise, ...rest } = others;
  const fee =
    lateBasis === "percent"
      ? { basis: lateBasis, percent: Number(lateValue) }
      : { basis: lateBasis, amount: lateValue };
  return {
    ...rest,
    lateFee: hasLateFee
      ? { fee, afterDays: lateAfterDays, taxClassId: before.lateFee?.taxClassId ?? null }
      : null,
    reconnectionFee: hasReconnectionFee
      ? {
          amount: reconnectionAmount,
          taxClassId: before.reconnectionFee?.taxClassId ?? null,
          onPromise: reconnectionOnPromise,
        }
      : null,
  };
}

import { z } from "zod";
import { PAY_METHODS, VOUCHER_DAYS } from "@/server/integrations/payments/schema";

const uuid = z.uuid();
export const payMethod = z.enum(PAY_METHODS);
const days = z.number().int().min(VOUCHER_DAYS.least).max(VOUCHER_DAYS.most);

/** What an account's settings say of ways to pay; what nobody can read is as usual. */
export const methodsConfig = z.object({
  methodsOff: z.array(payMethod).catch([]).default([]),
  voucherDays: days.catch(VOUCHER_DAYS.usual).default(VOUCHER_DAYS.usual),
});

/** The ways to pay that an account has in its country, by money, and which of them are on. */
export const gatewayMethodsDto = z.object({
  integrationId: uuid,
  country: z.string(),
  methods: z.array(z.object({ method: payMethod, on: z.boolean() })),
  voucherDays: days,
});
export type GatewayMethodsDto = z.output<typeof gatewayMethodsDto>;

export const setGatewayMethodsInput = z.object({
  integrationId: uuid,
  /** Those that are not to be offered. */
  off: z.array(payMethod).max(PAY_METHODS.length),
  /** Days that a code or a slip is good. */
  voucherDays: days,
});
export type SetGatewayMethodsInput = z.output<typeof setGatewayMethodsInput>;

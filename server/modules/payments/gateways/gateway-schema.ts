import { z } from "zod";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import { integrationHealth } from "@/server/modules/integrations/schema";
import { CONNECTABLE } from "../rules/gateway-fields";

const uuid = z.uuid();
const instant = z.iso.datetime();
const secret = z.string().trim().max(500).default("");

/** An account with a gateway as staff see it: how it does, never its keys. */
export const gatewayDto = z.object({
  id: uuid,
  provider: z.enum(GATEWAYS),
  name: z.string(),
  mode: z.enum(["live", "test"]),
  enabled: z.boolean(),
  health: integrationHealth,
  /** A short code of what the last check found. */
  healthReason: z.string().nullable(),
  checkedAt: instant.nullable(),
  /** Where its notices go: to be set at the vendor; empty: it sends none, and is asked. */
  callbackUrl: z.string(),
  lastNoticeAt: instant.nullable(),
  /** Of the last attempt that the gateway paid. */
  lastPaidAt: instant.nullable(),
  /** Attempts that nobody knows the end of yet, and those that need a person. */
  waiting: z.number().int(),
  mismatched: z.number().int(),
  /** Notices that it has not answered for since: what they tell of money is not in the books yet. */
  unfollowed: z.number().int(),
  /** Connected without keys, by leave at the vendor; until when. */
  leaveUntil: instant.nullable(),
  /** Customers are led to it. */
  offered: z.boolean(),
});
export type GatewayDto = z.output<typeof gatewayDto>;

export const connectGatewayInput = z.object({
  /** Absent: a new account. */
  integrationId: uuid.optional(),
  provider: z.enum(CONNECTABLE),
  name: z.string().trim().min(1, "required").max(100),
  mode: z.enum(["live", "test"]),
  /** Write-only; empty: as it is. */
  secretKey: secret,
  accessToken: secret,
  webhookSecret: secret,
  publicKey: secret,
  shopId: secret,
  password: secret,
  clientId: secret,
  clientSecret: secret,
  webhookId: secret,
  merchantId: secret,
  user: secret,
  ruc: secret,
});
export type ConnectGatewayInput = z.output<typeof connectGatewayInput>;
export const gatewayIdInput = z.object({ integrationId: uuid });
export type GatewayIdInput = z.output<typeof gatewayIdInput>;
export const triedGatewayDto = z.object({
  ok: z.boolean(),
  /** `credentials`, `unavailable` or the vendor's own short code. */
  reason: z.string(),
});
export type TriedGatewayDto = z.output<typeof triedGatewayDto>;

export const attemptsInput = z.object({
  customerId: uuid,
  /** Those that were to pay it. */
  invoiceId: uuid.optional(),
  /** Those that it came by. */
  paymentId: uuid.optional(),
});
export const attemptIdInput = z.object({ attemptId: uuid });
export type AttemptIdInput = z.output<typeof attemptIdInput>;
export type AttemptsInput = z.output<typeof attemptsInput>;
export const voucherDto = z.object({
  url: z.url().nullable(),
  code: z.string().nullable(),
  until: instant.nullable(),
});
export const attemptDto = z.object({
  id: uuid,
  provider: z.string(),
  status: z.enum([
    ...["created", "pending", "unknown", "rejected", "expired", "cancelled", "mismatch"],
    ...["approved", "disputed", "partiallyRefunded", "refunded", "chargedBack"],
  ] as [string, ...string[]]),
  live: z.boolean(),
  currency: z.string(),
  amountMinor: z.number().int(),
  reason: z.string(),
  /** The gateway's own. */
  chargeId: z.string().nullable(),
  /** Times that the gateway was asked what became of it. */
  asked: z.number().int(),
  paymentId: uuid.nullable(),
  createdAt: instant,
  /** When the gateway is asked next; null: it is decided. */
  askAt: instant.nullable(),
  /** A code or slip that waits to be paid elsewhere. */
  voucher: voucherDto.nullable(),
});
export type AttemptDto = z.output<typeof attemptDto>;

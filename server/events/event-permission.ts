import { holds } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";

/** Facts that need more than `event.read`: first word of the name → permission. */
const NEEDS: Readonly<Record<string, PermissionName>> = {
  audit: "audit.read",
  webhook: "webhook.read",
  apiKey: "apiKey.read",
  session: "member.read",
  signIn: "member.read",
  member: "member.read",
  invitation: "member.read",
  securityEntry: "security.read",
  accessReview: "security.read",
  settings: "settings.read",
  notificationPolicy: "settings.read",
  messageBudget: "settings.read",
  domain: "domain.read",
  integration: "integration.read",
  secretKey: "integration.read",
  panic: "panic.read",
  job: "job.read",
  usage: "usage.read",
  /** What it costs us is said there. */
  catalogItem: "catalog.manage",
  customer: "customer.read",
  service: "service.read",
  invoice: "invoice.read",
  creditNote: "invoice.read",
  payment: "payment.read",
  deposit: "payment.read",
  bankAccount: "bank.match",
  bankStatement: "bank.match",
  bankMovement: "bank.match",
  paymentMethod: "payment.read",
  autopay: "payment.read",
  ledger: "invoice.read",
  promise: "collection.read",
  collectionTask: "collection.read",
  dunning: "collection.read",
  dunningPolicy: "collection.read",
  dunningBlackout: "collection.read",
  billingRun: "billingRun.read",
};

/** The permission that a fact's reader must hold. */
export const permissionForEvent = (name: string): PermissionName =>
  NEEDS[name.slice(0, name.indexOf("."))] ?? "event.read";

/** May this actor see facts with this name? The platform's people see the platform's own chain only. */
export function maySeeEvent(ctx: Pick<Ctx, "actor" | "tenantId">, name: string): boolean {
  if (ctx.actor.kind === "platform")
    return ctx.tenantId === PLATFORM_TENANT_ID && holds(ctx.actor, "platform.health.read");
  return holds(ctx.actor, "event.read") && holds(ctx.actor, permissionForEvent(name));
}

/** First words of the names that this actor may not see. */
export const hiddenPrefixes = (ctx: Pick<Ctx, "actor" | "tenantId">): string[] =>
  Object.keys(NEEDS).filter((prefix) => !maySeeEvent(ctx, `${prefix}.x`));

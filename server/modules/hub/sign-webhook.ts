/** Signed as `server/kernel/standard-webhooks.ts` says: the enforcement's webhooks are signed the same way. */
export { newWebhookSecret, webhookHeaders } from "@/server/kernel/standard-webhooks";

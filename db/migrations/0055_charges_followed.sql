-- Which account each charge is at, by payment: a page paid twice has two. And notices of gateways that outlive their job.
ALTER TABLE "inbound_webhooks" ADD COLUMN "subject" jsonb;--> statement-breakpoint
ALTER TABLE "inbound_webhooks" ADD COLUMN "ask_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inbound_webhooks" ADD COLUMN "asked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "integration_id" uuid;--> statement-breakpoint
CREATE INDEX "inbound_webhooks_account_idx" ON "inbound_webhooks" USING btree ("tenant_id","integration_id","received_at");--> statement-breakpoint
CREATE INDEX "payment_attempts_account_paid_idx" ON "payment_attempts" USING btree ("tenant_id","integration_id","created_at") WHERE payment_id is not null;--> statement-breakpoint
CREATE INDEX "payment_attempts_mismatch_idx" ON "payment_attempts" USING btree ("tenant_id","integration_id") WHERE status = 'mismatch';
--> statement-breakpoint
-- The migration may own the tables without standing above their fences.
ALTER TABLE payments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE payment_attempts NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE integrations NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE payments p SET integration_id = a.integration_id FROM payment_attempts a
WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id;
--> statement-breakpoint
-- A second charge of a page stood with no attempt: its account is known where the tenant has but one with that gateway.
UPDATE payments p SET integration_id = i.id
FROM (SELECT tenant_id, vendor, (array_agg(id))[1] AS id FROM integrations GROUP BY 1, 2 HAVING count(*) = 1) i
WHERE p.integration_id IS NULL AND p.provider_payment_id IS NOT NULL AND i.tenant_id = p.tenant_id AND i.vendor = p.provider;
--> statement-breakpoint
ALTER TABLE payments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE payment_attempts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE integrations FORCE ROW LEVEL SECURITY;

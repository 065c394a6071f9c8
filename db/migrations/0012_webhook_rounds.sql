DROP INDEX "webhook_deliveries_list_idx";--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "round_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_list_idx" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","id");
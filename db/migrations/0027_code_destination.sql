ALTER TABLE "one_time_codes" ADD COLUMN "destination_hash" text;--> statement-breakpoint
CREATE INDEX "one_time_codes_destination_idx" ON "one_time_codes" USING btree ("tenant_id","destination_hash");
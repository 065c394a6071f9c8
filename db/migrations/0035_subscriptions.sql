-- What subscriptions needs beside its tables.
-- A soft hold slows and warns (a dunning ladder's soft step); any other cuts.
ALTER TABLE "service_holds" ADD COLUMN "soft" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE INDEX "enforcement_commands_due_idx" ON "enforcement_commands" ("tenant_id", "priority" DESC, "id") WHERE status IN ('pending', 'applied');
--> statement-breakpoint
CREATE INDEX "services_differs_idx" ON "services" ("tenant_id", "id") WHERE desired IS DISTINCT FROM observed;
--> statement-breakpoint
CREATE INDEX "services_address_idx" ON "services" ("tenant_id", "address_id");
--> statement-breakpoint
ALTER TABLE "enforcement_commands" ADD COLUMN "held_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "enforcement_commands" ADD COLUMN "in_flight_until" timestamp with time zone;

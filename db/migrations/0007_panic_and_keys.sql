CREATE TABLE "panic_failures" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"integration_id" text NOT NULL,
	"action_class" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"failures" integer NOT NULL,
	CONSTRAINT "panic_failures_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "panic_failures_key" ON "panic_failures" USING btree ("tenant_id","integration_id","action_class");--> statement-breakpoint
CREATE UNIQUE INDEX "tenant_keys_active_key" ON "tenant_keys" USING btree ("tenant_id") WHERE status = 'active';
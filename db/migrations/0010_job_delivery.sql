CREATE TABLE "schedule_runs" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"schedule" text NOT NULL,
	"period" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedule_runs_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
DROP INDEX "job_outbox_unpublished_idx";--> statement-breakpoint
ALTER TABLE "job_outbox" ALTER COLUMN "run_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "job_outbox" ALTER COLUMN "run_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "request_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "traceparent" text;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "lease_until" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "schedule_runs_period_key" ON "schedule_runs" USING btree ("tenant_id","schedule","period");--> statement-breakpoint
CREATE INDEX "schedule_runs_created_idx" ON "schedule_runs" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "job_outbox_dedupe_key" ON "job_outbox" USING btree ("tenant_id","name","dedupe_key") WHERE started_at is null and dedupe_key is not null;--> statement-breakpoint
CREATE INDEX "job_outbox_unpublished_idx" ON "job_outbox" USING btree ("tenant_id","published_at","run_at");
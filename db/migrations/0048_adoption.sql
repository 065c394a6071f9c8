-- A row that nobody of ours made, as it was read, and why a service is proposed for it.
ALTER TABLE "reconcile_rows" ADD COLUMN "found" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "reconcile_rows" ADD COLUMN "why" text;
--> statement-breakpoint
CREATE TABLE "row_decisions" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"router_id" uuid NOT NULL,
	"menu" text NOT NULL,
	"row_id" text NOT NULL,
	"label" text NOT NULL,
	"decision" text NOT NULL,
	"service_id" uuid,
	"found" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"previous" jsonb,
	"decided_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "row_decisions_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "row_decisions_router_fk" FOREIGN KEY ("router_id","tenant_id") REFERENCES "routers"("id","tenant_id") ON DELETE cascade,
	CONSTRAINT "row_decisions_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "services"("id","tenant_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "row_decisions_row_key" ON "row_decisions" ("tenant_id","router_id","menu","row_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "row_decisions_service_key" ON "row_decisions" ("tenant_id","service_id") WHERE decision <> 'skipped';
--> statement-breakpoint
SELECT app.protect_tenant_table('row_decisions');

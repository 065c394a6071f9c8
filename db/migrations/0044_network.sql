-- Routers, what services are on them, and what was seen there.
CREATE TABLE "routers" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"name" text NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"tls_mode" text DEFAULT 'none' NOT NULL,
	"tls_fingerprint" text,
	"user_name" text NOT NULL,
	"code_page" text DEFAULT 'utf8' NOT NULL,
	"cut_method" text DEFAULT 'addressList' NOT NULL,
	"cut_list" text DEFAULT 'trama-corte' NOT NULL,
	"soft_list" text DEFAULT 'trama-aviso' NOT NULL,
	"cut_profile" text DEFAULT 'trama-corte' NOT NULL,
	"soft_profile" text DEFAULT 'trama-aviso' NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"identity" text,
	"serial" text,
	"version" text,
	"board" text,
	"clock_skew_ms" bigint,
	"checked_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"last_error" text,
	"failing_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "routers_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "routers_integration_fk" FOREIGN KEY ("integration_id","tenant_id") REFERENCES "integrations"("id","tenant_id") ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX "routers_integration_key" ON "routers" ("tenant_id","integration_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "routers_name_key" ON "routers" ("tenant_id","name");
--> statement-breakpoint
CREATE TABLE "router_accesses" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"router_id" uuid NOT NULL,
	"method" text NOT NULL,
	"user_name" text NOT NULL,
	"secret_sealed" text,
	"mac" text,
	"address" text,
	"profile" text DEFAULT 'default' NOT NULL,
	"server" text DEFAULT 'all' NOT NULL,
	"rate" text,
	"cut_method" text,
	"adoption" text DEFAULT 'new' NOT NULL,
	"row_id" text,
	"online" boolean,
	"sessions" integer DEFAULT 0 NOT NULL,
	"last_address" text,
	"uptime_seconds" bigint,
	"bytes_in" bigint,
	"bytes_out" bigint,
	"last_online_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "router_accesses_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "router_accesses_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "services"("id","tenant_id"),
	CONSTRAINT "router_accesses_router_fk" FOREIGN KEY ("router_id","tenant_id") REFERENCES "routers"("id","tenant_id") ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX "router_accesses_service_key" ON "router_accesses" ("tenant_id","service_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "router_accesses_user_key" ON "router_accesses" ("tenant_id","router_id","method","user_name");
--> statement-breakpoint
CREATE TABLE "router_checks" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"router_id" uuid NOT NULL,
	"ok" boolean NOT NULL,
	"results" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "router_checks_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "router_checks_router_fk" FOREIGN KEY ("router_id","tenant_id") REFERENCES "routers"("id","tenant_id") ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX "router_checks_router_idx" ON "router_checks" ("tenant_id","router_id","id");
--> statement-breakpoint
CREATE TABLE "reconcile_runs" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"router_id" uuid NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"counts" jsonb NOT NULL,
	"services" integer NOT NULL,
	"changes" integer NOT NULL,
	"over_cap" boolean NOT NULL,
	"approved_by" uuid,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"applied_at" timestamp with time zone,
	CONSTRAINT "reconcile_runs_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "reconcile_runs_router_fk" FOREIGN KEY ("router_id","tenant_id") REFERENCES "routers"("id","tenant_id") ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX "reconcile_runs_router_idx" ON "reconcile_runs" ("tenant_id","router_id","id");
--> statement-breakpoint
CREATE TABLE "reconcile_rows" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"menu" text NOT NULL,
	"service_id" uuid,
	"row_id" text,
	"label" text DEFAULT '' NOT NULL,
	"diff" jsonb NOT NULL,
	"outcome" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reconcile_rows_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "reconcile_rows_run_fk" FOREIGN KEY ("run_id","tenant_id") REFERENCES "reconcile_runs"("id","tenant_id") ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX "reconcile_rows_run_idx" ON "reconcile_rows" ("tenant_id","run_id","id");
--> statement-breakpoint
CREATE TABLE "config_backups" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"router_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"content_sealed" text NOT NULL,
	"lines" integer NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"removed" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "config_backups_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "config_backups_router_fk" FOREIGN KEY ("router_id","tenant_id") REFERENCES "routers"("id","tenant_id") ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX "config_backups_router_idx" ON "config_backups" ("tenant_id","router_id","id");
--> statement-breakpoint
CREATE TABLE "enforcement_lanes" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"leased_until" timestamp with time zone NOT NULL,
	CONSTRAINT "enforcement_lanes_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "enforcement_lanes_key" ON "enforcement_lanes" ("tenant_id","integration_id");
--> statement-breakpoint
CREATE INDEX "enforcement_lanes_until_idx" ON "enforcement_lanes" ("tenant_id","leased_until") WHERE holder <> '';
--> statement-breakpoint
SELECT app.protect_tenant_table('routers');
--> statement-breakpoint
SELECT app.protect_tenant_table('router_accesses');
--> statement-breakpoint
SELECT app.protect_tenant_table('router_checks');
--> statement-breakpoint
SELECT app.protect_tenant_table('reconcile_runs');
--> statement-breakpoint
SELECT app.protect_tenant_table('reconcile_rows');
--> statement-breakpoint
SELECT app.protect_tenant_table('config_backups');
--> statement-breakpoint
SELECT app.protect_tenant_table('enforcement_lanes');
--> statement-breakpoint
-- The drain takes one enforcer's commands, and asks which enforcers have any.
CREATE INDEX "enforcement_commands_lane_idx" ON "enforcement_commands" ("tenant_id","integration_id","priority" DESC,"id") WHERE status IN ('pending', 'applied');

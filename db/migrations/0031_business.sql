CREATE TABLE "billed_periods" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"outcome" text NOT NULL,
	"invoice_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billed_periods_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "billing_run_lines" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"service_id" uuid,
	"charge_id" uuid,
	"bill_key" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"currency" text NOT NULL,
	"quantity" numeric(12, 4) NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	"tax_rate" numeric(8, 4) NOT NULL,
	"tax_code" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"period_start" date,
	"period_end" date,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"explanation" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error" text,
	CONSTRAINT "billing_run_lines_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "billing_runs" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text DEFAULT 'recurring' NOT NULL,
	"bill_through" date NOT NULL,
	"status" text NOT NULL,
	"started_by_membership_id" uuid,
	"approved_by_membership_id" uuid,
	"checkpoint" uuid,
	"customers" integer DEFAULT 0 NOT NULL,
	"invoices" integer DEFAULT 0 NOT NULL,
	"lines" integer DEFAULT 0 NOT NULL,
	"exceptions" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"totals" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error" text,
	"planned_at" timestamp with time zone,
	"approved_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"posted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_runs_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "charge_uses" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"period_start" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"released_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charge_uses_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "collection_tasks" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"priority" text DEFAULT 'normal' NOT NULL,
	"owner_membership_id" uuid,
	"channel" text DEFAULT 'phone' NOT NULL,
	"next_action" text DEFAULT '' NOT NULL,
	"next_action_on" date,
	"outcome" text DEFAULT '' NOT NULL,
	"promise_id" uuid,
	"origin" text NOT NULL,
	"dedupe_key" text,
	"closed_at" timestamp with time zone,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collection_tasks_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "credit_note_lines" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"credit_note_id" uuid NOT NULL,
	"invoice_line_id" uuid,
	"position" integer NOT NULL,
	"description" text NOT NULL,
	"tax_rate" numeric(8, 4) NOT NULL,
	"tax_code" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"business_unit_id" uuid,
	"branch_id" uuid,
	CONSTRAINT "credit_note_lines_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "credit_notes" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"invoice_id" uuid,
	"series_id" uuid,
	"number" bigint,
	"full_number" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"fiscal_status" text DEFAULT 'notRequired' NOT NULL,
	"reason" text NOT NULL,
	"currency" text NOT NULL,
	"fx_rate" numeric(18, 8) DEFAULT '1' NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"remaining_minor" bigint NOT NULL,
	"issued_on" date NOT NULL,
	"recipient" jsonb NOT NULL,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"membership_id" uuid,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_notes_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_balances" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"receivable_minor" bigint DEFAULT 0 NOT NULL,
	"credit_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "customer_balances_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "deposits" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"service_id" uuid,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"remaining_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"held_on" date NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deposits_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "document_series" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"prefix" text NOT NULL,
	"padding" integer DEFAULT 8 NOT NULL,
	"next_number" bigint DEFAULT 1 NOT NULL,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"is_default" boolean DEFAULT false NOT NULL,
	"fiscal" boolean DEFAULT false NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_series_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "dunning_blackouts" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"reason" text NOT NULL,
	"kind" text DEFAULT 'blackout' NOT NULL,
	"branch_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dunning_blackouts_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "dunning_policies" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"steps" jsonb NOT NULL,
	"cut_from" text DEFAULT '09:00' NOT NULL,
	"cut_until" text DEFAULT '17:00' NOT NULL,
	"no_cut_weekdays" integer[] DEFAULT '{}' NOT NULL,
	"skip_holidays" boolean DEFAULT true NOT NULL,
	"skip_eve_of_holidays" boolean DEFAULT false NOT NULL,
	"floor_minor" bigint DEFAULT 0 NOT NULL,
	"one_off_cuts" boolean DEFAULT false NOT NULL,
	"max_promise_days" integer DEFAULT 7 NOT NULL,
	"max_promises_per_year" integer DEFAULT 3 NOT NULL,
	"promise_down_payment_percent" integer DEFAULT 0 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dunning_policies_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "dunning_steps" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"service_id" uuid,
	"policy_id" uuid,
	"step_key" text NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"message_id" uuid,
	"on_day" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dunning_steps_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"service_id" uuid,
	"item_id" uuid,
	"charge_id" uuid,
	"description" text NOT NULL,
	"quantity" numeric(12, 4) NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	"tax_rate" numeric(8, 4) NOT NULL,
	"tax_code" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"period_start" date,
	"period_end" date,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"explanation" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "invoice_lines_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"series_id" uuid,
	"number" bigint,
	"full_number" text DEFAULT '' NOT NULL,
	"document_status" text NOT NULL,
	"fiscal_status" text DEFAULT 'notRequired' NOT NULL,
	"payment_status" text DEFAULT 'unpaid' NOT NULL,
	"currency" text NOT NULL,
	"fx_rate" numeric(18, 8) DEFAULT '1' NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"open_minor" bigint NOT NULL,
	"written_off_minor" bigint DEFAULT 0 NOT NULL,
	"issued_on" date NOT NULL,
	"due_on" date NOT NULL,
	"period_start" date,
	"period_end" date,
	"bill_key" text,
	"run_id" uuid,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"recipient" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"overdue_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	"disputed_at" timestamp with time zone,
	"in_collection_at" timestamp with time zone,
	"voided_at" timestamp with time zone,
	"void_reason" text DEFAULT '' NOT NULL,
	"corrects_id" uuid,
	"sent_at" timestamp with time zone,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoices_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"on_day" date NOT NULL,
	"kind" text NOT NULL,
	"source_type" text NOT NULL,
	"source_id" uuid NOT NULL,
	"reverses_id" uuid,
	"memo" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entries_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_legs" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"account" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"base_minor" bigint NOT NULL,
	"business_unit_id" uuid,
	"branch_id" uuid,
	CONSTRAINT "ledger_legs_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_proofs" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"ok" boolean NOT NULL,
	"entries" integer NOT NULL,
	"legs" integer NOT NULL,
	"problems" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_proofs_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "payment_promises" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"due_on" date NOT NULL,
	"status" text NOT NULL,
	"origin" text NOT NULL,
	"granted_by_membership_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "payment_promises_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "catalog_items" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"niche" text DEFAULT 'other' NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"unit_of_measure" text DEFAULT 'unit' NOT NULL,
	"business_unit_id" uuid,
	"tax_class_id" uuid NOT NULL,
	"cost" numeric(18, 6),
	"cost_currency" text,
	"margin_floor" numeric(8, 4),
	"interval_months" integer DEFAULT 1 NOT NULL,
	"billing_mode" text DEFAULT 'prepaid' NOT NULL,
	"anchor_day" integer,
	"setup_fee" numeric(18, 6),
	"commitment_months" integer DEFAULT 0 NOT NULL,
	"early_termination_percent" numeric(8, 4),
	"dunning_policy_id" uuid,
	"enforcement_kind" text DEFAULT 'none' NOT NULL,
	"integration_id" uuid,
	"network" jsonb,
	"parts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalog_items_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "fx_rates" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"on_day" date NOT NULL,
	"rate" numeric(18, 8) NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fx_rates_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "price_books" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"zone" text DEFAULT '' NOT NULL,
	"segment" text DEFAULT '' NOT NULL,
	"tax_included" boolean DEFAULT true NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "price_books_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"price_book_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"amount" numeric(18, 6) NOT NULL,
	"valid_from" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prices_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "tax_classes" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tax_classes_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"tax_class_id" uuid NOT NULL,
	"rate" numeric(8, 4) NOT NULL,
	"valid_from" date NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tax_rates_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "custom_fields" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"type" text NOT NULL,
	"options" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "custom_fields_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_addresses" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text DEFAULT 'service' NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"district" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"region" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"country" text DEFAULT '' NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"position" jsonb,
	"is_primary" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_addresses_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_contacts" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT 'other' NOT NULL,
	"email" text,
	"phone" text,
	"receives_billing" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_contacts_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_files" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"membership_id" uuid,
	"label" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_files_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_identities" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"contact_id" uuid,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_identities_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_merges" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"absorbed_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"membership_id" uuid,
	"undone_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_merges_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "customer_tags" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_tags_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"membership_id" uuid,
	"text" text NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notes_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"tone" text DEFAULT 'neutral' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tags_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "inbound_webhooks" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"integration_id" uuid,
	"dedupe_key" text NOT NULL,
	"body" text NOT NULL,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"error" text,
	"received_at" timestamp with time zone NOT NULL,
	"processed_at" timestamp with time zone,
	CONSTRAINT "inbound_webhooks_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "message_budgets" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"month" date NOT NULL,
	"cap" numeric(18, 6),
	"spent" numeric(18, 6) DEFAULT '0' NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "message_budgets_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid,
	"event" text NOT NULL,
	"entity_type" text DEFAULT '' NOT NULL,
	"entity_id" uuid,
	"template" text NOT NULL,
	"locale" text NOT NULL,
	"channel" text,
	"status" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"provider_message_id" text,
	"integration_id" uuid,
	"category" text,
	"cost" numeric(18, 6),
	"cost_currency" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"send_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "notification_policies" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"event" text NOT NULL,
	"audience" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"channels" jsonb NOT NULL,
	"template" text NOT NULL,
	"language" text DEFAULT 'customer' NOT NULL,
	"quiet_hours" boolean DEFAULT true NOT NULL,
	"max_per_day" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_policies_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "payment_allocations" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"payment_id" uuid,
	"credit_note_id" uuid,
	"deposit_id" uuid,
	"invoice_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reversed_at" timestamp with time zone,
	"reversal_reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_allocations_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"method" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"fx_rate" numeric(18, 8) DEFAULT '1' NOT NULL,
	"amount_minor" bigint NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"unallocated_minor" bigint NOT NULL,
	"received_on" date NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"provider" text DEFAULT 'manual' NOT NULL,
	"provider_payment_id" text,
	"receipt_series_id" uuid,
	"receipt_number" bigint,
	"receipt_full_number" text DEFAULT '' NOT NULL,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"recorded_by_membership_id" uuid,
	"proof_file_id" uuid,
	"bounced_at" timestamp with time zone,
	"bounce_reason" text DEFAULT '' NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"payment_id" uuid,
	"credit_note_id" uuid,
	"deposit_id" uuid,
	"method" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"paid_on" date,
	"membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refunds_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"service_id" uuid,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"basis" text DEFAULT 'fixed' NOT NULL,
	"amount" numeric(18, 6) NOT NULL,
	"quantity" numeric(12, 4) DEFAULT '1' NOT NULL,
	"currency" text NOT NULL,
	"tax_class_id" uuid NOT NULL,
	"tax_included" boolean DEFAULT true NOT NULL,
	"business_unit_id" uuid,
	"recurring" boolean DEFAULT false NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"cycles_left" integer,
	"status" text DEFAULT 'open' NOT NULL,
	"remaining_minor" bigint,
	"dedupe_key" text,
	"explanation" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charges_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "enforcement_commands" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"integration_id" uuid,
	"desired" text NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"last_error" text,
	"proof" jsonb,
	"requested_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone,
	"proven_at" timestamp with time zone,
	"assignee_membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "enforcement_commands_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "service_changes" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"on_day" date NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"error" text,
	"membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "service_changes_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "service_holds" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"placed_by" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"placed_on" date NOT NULL,
	"expires_at" timestamp with time zone,
	"lifted_by" text,
	"lifted_at" timestamp with time zone,
	"lifted_on" date,
	CONSTRAINT "service_holds_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "service_terms" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"item_id" uuid NOT NULL,
	"quantity" numeric(12, 4) DEFAULT '1' NOT NULL,
	"own_price" numeric(18, 6),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "service_terms_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"address_id" uuid,
	"business_unit_id" uuid,
	"branch_id" uuid,
	"state" text DEFAULT 'pendingInstall' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"holds" text[] DEFAULT '{}' NOT NULL,
	"desired" text DEFAULT 'on' NOT NULL,
	"observed" text,
	"observed_at" timestamp with time zone,
	"enforcement_kind" text DEFAULT 'none' NOT NULL,
	"integration_id" uuid,
	"enforcement_ref" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"price_book_id" uuid,
	"billing_mode" text NOT NULL,
	"interval_months" integer DEFAULT 1 NOT NULL,
	"anchor_day" integer NOT NULL,
	"started_on" date,
	"ends_on" date,
	"commitment_ends_on" date,
	"next_period_on" date,
	"next_bill_on" date,
	"plain" boolean DEFAULT true NOT NULL,
	"paused_until" date,
	"terminated_at" timestamp with time zone,
	"termination_reason" text DEFAULT '' NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "services_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tax_country" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tax_id_kind" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tax_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "legal_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "category" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "due_days" integer;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "dunning_policy_id" uuid;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "dunning_exempt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "dunning_exempt_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "billed_periods" ADD CONSTRAINT "billed_periods_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "public"."services"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_lines" ADD CONSTRAINT "billing_run_lines_run_fk" FOREIGN KEY ("run_id","tenant_id") REFERENCES "public"."billing_runs"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_uses" ADD CONSTRAINT "charge_uses_charge_fk" FOREIGN KEY ("charge_id","tenant_id") REFERENCES "public"."charges"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_uses" ADD CONSTRAINT "charge_uses_invoice_fk" FOREIGN KEY ("invoice_id","tenant_id") REFERENCES "public"."invoices"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_tasks" ADD CONSTRAINT "collection_tasks_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_note_fk" FOREIGN KEY ("credit_note_id","tenant_id") REFERENCES "public"."credit_notes"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_invoice_fk" FOREIGN KEY ("invoice_id","tenant_id") REFERENCES "public"."invoices"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_series_fk" FOREIGN KEY ("series_id","tenant_id") REFERENCES "public"."document_series"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deposits" ADD CONSTRAINT "deposits_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dunning_steps" ADD CONSTRAINT "dunning_steps_invoice_fk" FOREIGN KEY ("invoice_id","tenant_id") REFERENCES "public"."invoices"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_fk" FOREIGN KEY ("invoice_id","tenant_id") REFERENCES "public"."invoices"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_series_fk" FOREIGN KEY ("series_id","tenant_id") REFERENCES "public"."document_series"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_legs" ADD CONSTRAINT "ledger_legs_entry_fk" FOREIGN KEY ("entry_id","tenant_id") REFERENCES "public"."ledger_entries"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_promises" ADD CONSTRAINT "payment_promises_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_items" ADD CONSTRAINT "catalog_items_unit_fk" FOREIGN KEY ("business_unit_id","tenant_id") REFERENCES "public"."business_units"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_items" ADD CONSTRAINT "catalog_items_tax_fk" FOREIGN KEY ("tax_class_id","tenant_id") REFERENCES "public"."tax_classes"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_book_fk" FOREIGN KEY ("price_book_id","tenant_id") REFERENCES "public"."price_books"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_item_fk" FOREIGN KEY ("item_id","tenant_id") REFERENCES "public"."catalog_items"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_rates" ADD CONSTRAINT "tax_rates_class_fk" FOREIGN KEY ("tax_class_id","tenant_id") REFERENCES "public"."tax_classes"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_addresses" ADD CONSTRAINT "customer_addresses_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_contacts" ADD CONSTRAINT "customer_contacts_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_files" ADD CONSTRAINT "customer_files_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_identities" ADD CONSTRAINT "customer_identities_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_merges" ADD CONSTRAINT "customer_merges_survivor_fk" FOREIGN KEY ("survivor_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_merges" ADD CONSTRAINT "customer_merges_absorbed_fk" FOREIGN KEY ("absorbed_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_tags" ADD CONSTRAINT "customer_tags_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_tags" ADD CONSTRAINT "customer_tags_tag_fk" FOREIGN KEY ("tag_id","tenant_id") REFERENCES "public"."tags"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "public"."payments"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_note_fk" FOREIGN KEY ("credit_note_id","tenant_id") REFERENCES "public"."credit_notes"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_deposit_fk" FOREIGN KEY ("deposit_id","tenant_id") REFERENCES "public"."deposits"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_invoice_fk" FOREIGN KEY ("invoice_id","tenant_id") REFERENCES "public"."invoices"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_series_fk" FOREIGN KEY ("receipt_series_id","tenant_id") REFERENCES "public"."document_series"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "public"."payments"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "public"."services"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_tax_fk" FOREIGN KEY ("tax_class_id","tenant_id") REFERENCES "public"."tax_classes"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enforcement_commands" ADD CONSTRAINT "enforcement_commands_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "public"."services"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_changes" ADD CONSTRAINT "service_changes_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "public"."services"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_holds" ADD CONSTRAINT "service_holds_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "public"."services"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_terms" ADD CONSTRAINT "service_terms_service_fk" FOREIGN KEY ("service_id","tenant_id") REFERENCES "public"."services"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_terms" ADD CONSTRAINT "service_terms_item_fk" FOREIGN KEY ("item_id","tenant_id") REFERENCES "public"."catalog_items"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_item_fk" FOREIGN KEY ("item_id","tenant_id") REFERENCES "public"."catalog_items"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_unit_fk" FOREIGN KEY ("business_unit_id","tenant_id") REFERENCES "public"."business_units"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_branch_fk" FOREIGN KEY ("branch_id","tenant_id") REFERENCES "public"."branches"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_book_fk" FOREIGN KEY ("price_book_id","tenant_id") REFERENCES "public"."price_books"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billed_periods_key" ON "billed_periods" USING btree ("tenant_id","service_id","period_start") WHERE outcome <> 'voided';--> statement-breakpoint
CREATE INDEX "billed_periods_invoice_idx" ON "billed_periods" USING btree ("tenant_id","invoice_id");--> statement-breakpoint
CREATE INDEX "billing_run_lines_customer_idx" ON "billing_run_lines" USING btree ("tenant_id","run_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "billing_runs_open_key" ON "billing_runs" USING btree ("tenant_id","kind") WHERE status in ('planning', 'planned', 'approved', 'running');--> statement-breakpoint
CREATE INDEX "billing_runs_day_idx" ON "billing_runs" USING btree ("tenant_id","bill_through","id");--> statement-breakpoint
CREATE UNIQUE INDEX "charge_uses_key" ON "charge_uses" USING btree ("tenant_id","charge_id","period_start") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "charge_uses_invoice_idx" ON "charge_uses" USING btree ("tenant_id","invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "collection_tasks_dedupe_key" ON "collection_tasks" USING btree ("tenant_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "collection_tasks_status_idx" ON "collection_tasks" USING btree ("tenant_id","status","next_action_on","id");--> statement-breakpoint
CREATE INDEX "collection_tasks_customer_idx" ON "collection_tasks" USING btree ("tenant_id","customer_id");--> statement-breakpoint
CREATE INDEX "collection_tasks_created_idx" ON "collection_tasks" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_note_lines_position_key" ON "credit_note_lines" USING btree ("tenant_id","credit_note_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_notes_number_key" ON "credit_notes" USING btree ("tenant_id","series_id","number");--> statement-breakpoint
CREATE INDEX "credit_notes_customer_idx" ON "credit_notes" USING btree ("tenant_id","customer_id","issued_on","id");--> statement-breakpoint
CREATE INDEX "credit_notes_issued_idx" ON "credit_notes" USING btree ("tenant_id","issued_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_balances_key" ON "customer_balances" USING btree ("tenant_id","customer_id","currency");--> statement-breakpoint
CREATE INDEX "customer_balances_owed_idx" ON "customer_balances" USING btree ("tenant_id","receivable_minor");--> statement-breakpoint
CREATE INDEX "deposits_customer_idx" ON "deposits" USING btree ("tenant_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_series_key" ON "document_series" USING btree ("tenant_id","kind","prefix");--> statement-breakpoint
CREATE INDEX "dunning_blackouts_days_idx" ON "dunning_blackouts" USING btree ("tenant_id","to_day","from_day");--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_policies_name_key" ON "dunning_policies" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_steps_once_key" ON "dunning_steps" USING btree ("tenant_id","invoice_id","step_key","service_id") WHERE outcome = 'done';--> statement-breakpoint
CREATE INDEX "dunning_steps_customer_idx" ON "dunning_steps" USING btree ("tenant_id","customer_id","on_day");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_lines_position_key" ON "invoice_lines" USING btree ("tenant_id","invoice_id","position");--> statement-breakpoint
CREATE INDEX "invoice_lines_service_idx" ON "invoice_lines" USING btree ("tenant_id","service_id","period_start");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices" USING btree ("tenant_id","series_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_bill_key" ON "invoices" USING btree ("tenant_id","bill_key");--> statement-breakpoint
CREATE INDEX "invoices_customer_idx" ON "invoices" USING btree ("tenant_id","customer_id","issued_on","id");--> statement-breakpoint
CREATE INDEX "invoices_issued_idx" ON "invoices" USING btree ("tenant_id","issued_on","id");--> statement-breakpoint
CREATE INDEX "invoices_open_idx" ON "invoices" USING btree ("tenant_id","due_on","customer_id") WHERE open_minor > 0 and document_status = 'finalized';--> statement-breakpoint
CREATE INDEX "invoices_run_idx" ON "invoices" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_source_key" ON "ledger_entries" USING btree ("tenant_id","source_type","source_id","kind");--> statement-breakpoint
CREATE INDEX "ledger_entries_day_idx" ON "ledger_entries" USING btree ("tenant_id","on_day","id");--> statement-breakpoint
CREATE INDEX "ledger_legs_entry_idx" ON "ledger_legs" USING btree ("tenant_id","entry_id");--> statement-breakpoint
CREATE INDEX "ledger_legs_customer_idx" ON "ledger_legs" USING btree ("tenant_id","customer_id","account","currency");--> statement-breakpoint
CREATE INDEX "ledger_proofs_at_idx" ON "ledger_proofs" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_promises_open_key" ON "payment_promises" USING btree ("tenant_id","customer_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "payment_promises_due_idx" ON "payment_promises" USING btree ("tenant_id","status","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_items_code_key" ON "catalog_items" USING btree ("tenant_id","code");--> statement-breakpoint
CREATE INDEX "catalog_items_name_idx" ON "catalog_items" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "catalog_items_created_idx" ON "catalog_items" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "fx_rates_day_key" ON "fx_rates" USING btree ("tenant_id","currency","on_day");--> statement-breakpoint
CREATE UNIQUE INDEX "price_books_name_key" ON "price_books" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "prices_from_key" ON "prices" USING btree ("tenant_id","item_id","price_book_id","valid_from");--> statement-breakpoint
CREATE UNIQUE INDEX "tax_classes_code_key" ON "tax_classes" USING btree ("tenant_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "tax_rates_from_key" ON "tax_rates" USING btree ("tenant_id","tax_class_id","valid_from");--> statement-breakpoint
CREATE UNIQUE INDEX "custom_fields_key" ON "custom_fields" USING btree ("tenant_id","entity","key");--> statement-breakpoint
CREATE INDEX "customer_addresses_customer_idx" ON "customer_addresses" USING btree ("tenant_id","customer_id");--> statement-breakpoint
CREATE INDEX "customer_contacts_customer_idx" ON "customer_contacts" USING btree ("tenant_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_files_key" ON "customer_files" USING btree ("tenant_id","customer_id","file_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_identities_key" ON "customer_identities" USING btree ("tenant_id","customer_id","channel","kind","value");--> statement-breakpoint
CREATE INDEX "customer_identities_value_idx" ON "customer_identities" USING btree ("tenant_id","channel","value");--> statement-breakpoint
CREATE INDEX "customer_merges_survivor_idx" ON "customer_merges" USING btree ("tenant_id","survivor_id");--> statement-breakpoint
CREATE INDEX "customer_merges_absorbed_idx" ON "customer_merges" USING btree ("tenant_id","absorbed_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_tags_key" ON "customer_tags" USING btree ("tenant_id","customer_id","tag_id");--> statement-breakpoint
CREATE INDEX "customer_tags_tag_idx" ON "customer_tags" USING btree ("tenant_id","tag_id","customer_id");--> statement-breakpoint
CREATE INDEX "notes_customer_idx" ON "notes" USING btree ("tenant_id","customer_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tags_name_key" ON "tags" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_webhooks_key" ON "inbound_webhooks" USING btree ("tenant_id","provider","integration_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "inbound_webhooks_waiting_idx" ON "inbound_webhooks" USING btree ("tenant_id","status","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "message_budgets_key" ON "message_budgets" USING btree ("tenant_id","channel","month");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_provider_key" ON "messages" USING btree ("tenant_id","channel","provider_message_id");--> statement-breakpoint
CREATE INDEX "messages_customer_idx" ON "messages" USING btree ("tenant_id","customer_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_created_idx" ON "messages" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "messages_held_idx" ON "messages" USING btree ("tenant_id","status","send_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_policies_key" ON "notification_policies" USING btree ("tenant_id","event","audience");--> statement-breakpoint
CREATE INDEX "payment_allocations_invoice_idx" ON "payment_allocations" USING btree ("tenant_id","invoice_id");--> statement-breakpoint
CREATE INDEX "payment_allocations_payment_idx" ON "payment_allocations" USING btree ("tenant_id","payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_provider_key" ON "payments" USING btree ("tenant_id","provider","provider_payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_receipt_key" ON "payments" USING btree ("tenant_id","receipt_series_id","receipt_number");--> statement-breakpoint
CREATE INDEX "payments_customer_idx" ON "payments" USING btree ("tenant_id","customer_id","received_on","id");--> statement-breakpoint
CREATE INDEX "payments_received_idx" ON "payments" USING btree ("tenant_id","received_on","id");--> statement-breakpoint
CREATE INDEX "refunds_customer_idx" ON "refunds" USING btree ("tenant_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "charges_dedupe_key" ON "charges" USING btree ("tenant_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "charges_customer_idx" ON "charges" USING btree ("tenant_id","customer_id","status");--> statement-breakpoint
CREATE INDEX "charges_service_idx" ON "charges" USING btree ("tenant_id","service_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "enforcement_commands_open_key" ON "enforcement_commands" USING btree ("tenant_id","service_id") WHERE status in ('pending', 'applied');--> statement-breakpoint
CREATE INDEX "enforcement_commands_status_idx" ON "enforcement_commands" USING btree ("tenant_id","status","priority","id");--> statement-breakpoint
CREATE INDEX "enforcement_commands_service_idx" ON "enforcement_commands" USING btree ("tenant_id","service_id","id");--> statement-breakpoint
CREATE INDEX "service_changes_due_idx" ON "service_changes" USING btree ("tenant_id","status","on_day");--> statement-breakpoint
CREATE INDEX "service_changes_service_idx" ON "service_changes" USING btree ("tenant_id","service_id");--> statement-breakpoint
CREATE UNIQUE INDEX "service_holds_open_key" ON "service_holds" USING btree ("tenant_id","service_id","reason") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "service_holds_expiry_idx" ON "service_holds" USING btree ("tenant_id","expires_at") WHERE lifted_at is null and expires_at is not null;--> statement-breakpoint
CREATE INDEX "service_holds_service_idx" ON "service_holds" USING btree ("tenant_id","service_id","placed_on");--> statement-breakpoint
CREATE UNIQUE INDEX "service_terms_from_key" ON "service_terms" USING btree ("tenant_id","service_id","starts_on");--> statement-breakpoint
CREATE UNIQUE INDEX "services_number_key" ON "services" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE INDEX "services_customer_idx" ON "services" USING btree ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "services_bill_idx" ON "services" USING btree ("tenant_id","next_bill_on","customer_id");--> statement-breakpoint
CREATE INDEX "services_state_idx" ON "services" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "services_item_idx" ON "services" USING btree ("tenant_id","item_id","id");--> statement-breakpoint
CREATE INDEX "services_created_idx" ON "services" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "customers_tax_id_idx" ON "customers" USING btree ("tenant_id","tax_id");--> statement-breakpoint
CREATE INDEX "customers_category_idx" ON "customers" USING btree ("tenant_id","category","id");--> statement-breakpoint
ALTER TABLE "customer_balances" ADD CONSTRAINT "customer_balances_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;

-- Cards that gateways keep for customers, and who agreed to be charged without being there.
CREATE TABLE "autopays" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"method_id" uuid NOT NULL,
	"mandate" jsonb NOT NULL,
	"limit_minor" bigint,
	"ended_at" timestamp with time zone,
	"ended_why" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "autopays_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"live" boolean NOT NULL,
	"token_sealed" text,
	"brand" text DEFAULT '' NOT NULL,
	"last4" text DEFAULT '' NOT NULL,
	"expires_on" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"mandate" jsonb NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_methods_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "mandate" jsonb;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "kept_method_id" uuid;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "method_id" uuid;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "autopay_invoice_id" uuid;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "try_number" integer;--> statement-breakpoint
ALTER TABLE "autopays" ADD CONSTRAINT "autopays_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "autopays" ADD CONSTRAINT "autopays_method_fk" FOREIGN KEY ("method_id","tenant_id") REFERENCES "public"."payment_methods"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "autopays_open_key" ON "autopays" USING btree ("tenant_id","customer_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "autopays_customer_idx" ON "autopays" USING btree ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "autopays_method_idx" ON "autopays" USING btree ("tenant_id","method_id");--> statement-breakpoint
CREATE INDEX "payment_methods_customer_idx" ON "payment_methods" USING btree ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "payment_methods_expiry_idx" ON "payment_methods" USING btree ("tenant_id","expires_on") WHERE status = 'active';--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_kept_fk" FOREIGN KEY ("kept_method_id","tenant_id") REFERENCES "public"."payment_methods"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_method_fk" FOREIGN KEY ("method_id","tenant_id") REFERENCES "public"."payment_methods"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_autopay_fk" FOREIGN KEY ("autopay_invoice_id","tenant_id") REFERENCES "public"."invoices"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_try_key" ON "payment_attempts" USING btree ("tenant_id","autopay_invoice_id","try_number") WHERE autopay_invoice_id is not null;--> statement-breakpoint
CREATE INDEX "payment_attempts_method_idx" ON "payment_attempts" USING btree ("tenant_id","method_id");--> statement-breakpoint
CREATE INDEX "payment_attempts_kept_idx" ON "payment_attempts" USING btree ("tenant_id","kept_method_id");--> statement-breakpoint
SELECT app.protect_tenant_table('payment_methods');
--> statement-breakpoint
SELECT app.protect_tenant_table('autopays');

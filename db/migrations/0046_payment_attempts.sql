-- Each try to be paid through a gateway, from the page that was asked for to the money that came or did not.
CREATE TABLE "payment_attempts" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"status" text NOT NULL,
	"live" boolean NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"invoice_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"checkout_id" text,
	"charge_id" text,
	"payment_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ask_at" timestamp with time zone,
	"asked" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_attempts_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "payment_attempts_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "customers"("id","tenant_id"),
	CONSTRAINT "payment_attempts_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "payments"("id","tenant_id")
);
--> statement-breakpoint
CREATE INDEX "payment_attempts_customer_idx" ON "payment_attempts" ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE INDEX "payment_attempts_payment_idx" ON "payment_attempts" ("tenant_id","payment_id");
--> statement-breakpoint
CREATE INDEX "payment_attempts_ask_idx" ON "payment_attempts" ("tenant_id","ask_at") WHERE "ask_at" IS NOT NULL;
--> statement-breakpoint
SELECT app.protect_tenant_table('payment_attempts');

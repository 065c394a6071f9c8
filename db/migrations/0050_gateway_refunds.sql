-- Money of a charge that is asked back from its gateway: written down before the gateway hears of it.
CREATE TABLE "gateway_refunds" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"charge_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"before_minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"refund_id" text,
	"failure" text DEFAULT '' NOT NULL,
	"ask_at" timestamp with time zone,
	"asked" integer DEFAULT 0 NOT NULL,
	"membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gateway_refunds_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "gateway_refunds_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "payments"("id","tenant_id"),
	CONSTRAINT "gateway_refunds_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "customers"("id","tenant_id"),
	CONSTRAINT "gateway_refunds_amount_check" CHECK ("amount_minor" > 0 AND "before_minor" >= 0)
);
--> statement-breakpoint
-- One at a time for each payment: a gateway that keeps no key of ours can be asked what has gone back.
CREATE UNIQUE INDEX "gateway_refunds_open_key" ON "gateway_refunds" ("tenant_id","payment_id") WHERE "ask_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "gateway_refunds_payment_idx" ON "gateway_refunds" ("tenant_id","payment_id","id");
--> statement-breakpoint
CREATE INDEX "gateway_refunds_customer_idx" ON "gateway_refunds" ("tenant_id","customer_id");
--> statement-breakpoint
CREATE INDEX "gateway_refunds_ask_idx" ON "gateway_refunds" ("tenant_id","ask_at") WHERE "ask_at" IS NOT NULL;
--> statement-breakpoint
SELECT app.protect_tenant_table('gateway_refunds');

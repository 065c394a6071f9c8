-- Public addresses under which a customer's invoices are paid, and which page of a gateway is still open for whom.
CREATE TABLE "pay_links" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"invoice_id" uuid,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pay_links_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "pay_links_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "customers"("id","tenant_id"),
	CONSTRAINT "pay_links_invoice_fk" FOREIGN KEY ("invoice_id","tenant_id") REFERENCES "invoices"("id","tenant_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "pay_links_token_key" ON "pay_links" ("tenant_id","token_hash");
--> statement-breakpoint
CREATE INDEX "pay_links_customer_idx" ON "pay_links" ("tenant_id","customer_id");
--> statement-breakpoint
-- One live address for each invoice; those for all that a customer has open may be two after a merge.
CREATE UNIQUE INDEX "pay_links_invoice_key" ON "pay_links" ("tenant_id","invoice_id") WHERE "revoked_at" IS NULL;
--> statement-breakpoint
SELECT app.protect_tenant_table('pay_links');
--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "checkout_url" text;
--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "pay_link_id" uuid;
--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_link_fk" FOREIGN KEY ("pay_link_id","tenant_id") REFERENCES "pay_links"("id","tenant_id");
--> statement-breakpoint
CREATE INDEX "payment_attempts_link_idx" ON "payment_attempts" ("tenant_id","pay_link_id");

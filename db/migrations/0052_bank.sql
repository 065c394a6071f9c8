-- Lines of bank statements, and the accounts that they come from.
CREATE TABLE "bank_accounts" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_accounts_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "bank_movements" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"bank_account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"moved_on" date NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"payer_key" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"confidence" text NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"customer_id" uuid,
	"proof_id" uuid,
	"payment_id" uuid,
	"undone" integer DEFAULT 0 NOT NULL,
	"ignore_reason" text DEFAULT '' NOT NULL,
	"decided_by_membership_id" uuid,
	"decided_at" timestamp with time zone,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_movements_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
ALTER TABLE "bank_movements" ADD CONSTRAINT "bank_movements_account_fk" FOREIGN KEY ("bank_account_id","tenant_id") REFERENCES "public"."bank_accounts"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bank_movements" ADD CONSTRAINT "bank_movements_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bank_movements" ADD CONSTRAINT "bank_movements_proof_fk" FOREIGN KEY ("proof_id","tenant_id") REFERENCES "public"."payment_proofs"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bank_movements" ADD CONSTRAINT "bank_movements_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "public"."payments"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "bank_accounts_name_key" ON "bank_accounts" USING btree ("tenant_id",lower("name"));
--> statement-breakpoint
CREATE UNIQUE INDEX "bank_movements_key" ON "bank_movements" USING btree ("tenant_id","bank_account_id","key");
--> statement-breakpoint
CREATE UNIQUE INDEX "bank_movements_payment_key" ON "bank_movements" USING btree ("tenant_id","payment_id") WHERE status in ('matched', 'linked');
--> statement-breakpoint
CREATE INDEX "bank_movements_moved_idx" ON "bank_movements" USING btree ("tenant_id","moved_on","id");
--> statement-breakpoint
CREATE INDEX "bank_movements_waiting_idx" ON "bank_movements" USING btree ("tenant_id","amount_minor") WHERE status = 'waiting';
--> statement-breakpoint
CREATE INDEX "bank_movements_customer_idx" ON "bank_movements" USING btree ("tenant_id","customer_id");
--> statement-breakpoint
CREATE INDEX "bank_movements_payer_idx" ON "bank_movements" USING btree ("tenant_id","payer_key") WHERE payer_key <> '';
--> statement-breakpoint
SELECT app.protect_tenant_table('bank_accounts');
--> statement-breakpoint
SELECT app.protect_tenant_table('bank_movements');

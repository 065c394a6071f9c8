-- Money that people move by hand: proofs that customers bring, and the cash that one person answers for.
CREATE TABLE "cash_movements" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"payment_id" uuid,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cash_movements_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "cash_shifts" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"register" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"counts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"blind" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"decided_by_membership_id" uuid,
	"decided_at" timestamp with time zone,
	"decision_note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cash_shifts_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "payment_proofs" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"file_sha256" text NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"operation" text DEFAULT '' NOT NULL,
	"operation_key" text DEFAULT '' NOT NULL,
	"bank" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"invoice_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"hold_until" timestamp with time zone,
	"payment_id" uuid,
	"decided_by_membership_id" uuid,
	"decided_at" timestamp with time zone,
	"reject_reason" text DEFAULT '' NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_proofs_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
-- What a till lacked or had too much is nobody's.
ALTER TABLE "ledger_legs" ALTER COLUMN "customer_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "cash_movements" ADD CONSTRAINT "cash_movements_shift_fk" FOREIGN KEY ("shift_id","tenant_id") REFERENCES "public"."cash_shifts"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cash_movements" ADD CONSTRAINT "cash_movements_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "public"."payments"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_proofs" ADD CONSTRAINT "payment_proofs_customer_fk" FOREIGN KEY ("customer_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_proofs" ADD CONSTRAINT "payment_proofs_file_fk" FOREIGN KEY ("file_id","tenant_id") REFERENCES "public"."files"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_proofs" ADD CONSTRAINT "payment_proofs_payment_fk" FOREIGN KEY ("payment_id","tenant_id") REFERENCES "public"."payments"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "cash_movements_key" ON "cash_movements" USING btree ("tenant_id","key");
--> statement-breakpoint
CREATE INDEX "cash_movements_shift_idx" ON "cash_movements" USING btree ("tenant_id","shift_id","id");
--> statement-breakpoint
CREATE INDEX "cash_movements_payment_idx" ON "cash_movements" USING btree ("tenant_id","payment_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "cash_shifts_person_key" ON "cash_shifts" USING btree ("tenant_id","membership_id") WHERE status = 'open';
--> statement-breakpoint
CREATE UNIQUE INDEX "cash_shifts_register_key" ON "cash_shifts" USING btree ("tenant_id","register") WHERE status = 'open' and register <> '';
--> statement-breakpoint
CREATE INDEX "cash_shifts_opened_idx" ON "cash_shifts" USING btree ("tenant_id","opened_at","id");
--> statement-breakpoint
CREATE INDEX "cash_shifts_person_idx" ON "cash_shifts" USING btree ("tenant_id","membership_id","opened_at");
--> statement-breakpoint
CREATE INDEX "payment_proofs_customer_idx" ON "payment_proofs" USING btree ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE INDEX "payment_proofs_created_idx" ON "payment_proofs" USING btree ("tenant_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "payment_proofs_file_idx" ON "payment_proofs" USING btree ("tenant_id","file_sha256");
--> statement-breakpoint
CREATE INDEX "payment_proofs_operation_idx" ON "payment_proofs" USING btree ("tenant_id","operation_key") WHERE operation_key <> '';
--> statement-breakpoint
SELECT app.protect_tenant_table('payment_proofs');
--> statement-breakpoint
SELECT app.protect_tenant_table('cash_shifts');
--> statement-breakpoint
SELECT app.protect_tenant_table('cash_movements');

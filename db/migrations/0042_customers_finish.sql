-- The import of customers is one kind of import among others. The migration may own the table without standing above its fence.
ALTER TABLE long_tasks NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE long_tasks SET kind = 'imports.customers' WHERE kind = 'customers.import';
--> statement-breakpoint
ALTER TABLE long_tasks FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Two customers that look like one and are not: the smaller id first, so that a pair stands once.
CREATE TABLE "customer_distinctions" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"one_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_distinctions_id_tenant_id_pk" PRIMARY KEY("id","tenant_id"),
	CONSTRAINT "customer_distinctions_ordered" CHECK ("one_id" <= "other_id")
);
--> statement-breakpoint
ALTER TABLE "customer_distinctions" ADD CONSTRAINT "customer_distinctions_one_fk" FOREIGN KEY ("one_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "customer_distinctions" ADD CONSTRAINT "customer_distinctions_other_fk" FOREIGN KEY ("other_id","tenant_id") REFERENCES "public"."customers"("id","tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "customer_distinctions_key" ON "customer_distinctions" USING btree ("tenant_id","one_id","other_id");
--> statement-breakpoint
CREATE INDEX "customer_distinctions_other_idx" ON "customer_distinctions" USING btree ("tenant_id","other_id");
--> statement-breakpoint
SELECT app.protect_tenant_table('customer_distinctions');
--> statement-breakpoint
-- A first import fills tables that the planner believes empty until autovacuum comes by: every foreign key is then checked
-- by whatever index begins with the tenant, through all of its rows (50 000 opening balances: 87 s instead of 15 s). A large
-- import calls this after each chunk: what has grown fourfold since it was last looked at is looked at again, whatever another
-- transaction holds is left alone. It tells the caller nothing.
CREATE FUNCTION app.catch_up_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE grown regclass;
BEGIN
  FOR grown IN
    SELECT c.oid FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname = ANY (ARRAY['catalog_items',
        'customer_balances', 'customer_identities', 'customers', 'invoice_lines', 'invoices', 'ledger_entries', 'ledger_legs',
        'long_task_items', 'payments', 'prices', 'service_holds', 'service_terms', 'services'])
      AND pg_relation_size(c.oid) / current_setting('block_size')::int > 4 * greatest(c.relpages, 8)
    ORDER BY c.relname
  LOOP
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.catch_up_statistics() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.catch_up_statistics() TO trama_app;

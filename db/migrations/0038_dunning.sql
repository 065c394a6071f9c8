-- A step is taken, or left out for good, once an invoice (and service): also where the step is the invoice's own and names no service.
DROP INDEX "dunning_steps_once_key";
--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_steps_once_key" ON "dunning_steps" USING btree ("tenant_id","invoice_id","step_key","service_id") NULLS NOT DISTINCT WHERE outcome in ('done', 'skipped');
--> statement-breakpoint
-- What is put off has one row, which says why at last.
CREATE UNIQUE INDEX "dunning_steps_deferred_key" ON "dunning_steps" USING btree ("tenant_id","invoice_id","step_key","service_id") NULLS NOT DISTINCT WHERE outcome = 'deferred';
--> statement-breakpoint
CREATE INDEX "dunning_steps_invoice_idx" ON "dunning_steps" USING btree ("tenant_id","invoice_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_policies_default_key" ON "dunning_policies" USING btree ("tenant_id") WHERE is_default and archived_at is null;
--> statement-breakpoint
CREATE INDEX "payment_promises_customer_idx" ON "payment_promises" USING btree ("tenant_id","customer_id","created_at");
--> statement-breakpoint
CREATE INDEX "payment_promises_created_idx" ON "payment_promises" USING btree ("tenant_id","created_at","id");

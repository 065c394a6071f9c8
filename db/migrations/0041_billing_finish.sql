-- A run moves every service on. With no index on the days that move and room on the page, that is a heap-only update:
-- none of the table's eight indexes grows by a row a month. The run looks for what is due along the customers, as it goes.
DROP INDEX services_bill_idx;
--> statement-breakpoint
ALTER TABLE services SET (fillfactor = 50);
--> statement-breakpoint
-- Who has credit, for the run that lets it pay; most customers have none.
CREATE INDEX customer_balances_credit_idx ON customer_balances (tenant_id, customer_id) WHERE credit_minor > 0;
--> statement-breakpoint
-- What the list of invoices comes to, by currency: read from the index alone, which is a tenth of the table.
CREATE INDEX invoices_sums_idx ON invoices (tenant_id, currency) INCLUDE (total_minor, open_minor) WHERE document_status = 'finalized';

-- A credit note that was issued by mistake is taken back: its number stays, with the day and the reason.
ALTER TABLE credit_notes ADD COLUMN voided_at timestamptz, ADD COLUMN void_reason text DEFAULT '' NOT NULL;
--> statement-breakpoint
-- What was open on a past day is told by rolling back what happened since: each of these moments is indexed and most rows have none.
ALTER TABLE invoices ADD COLUMN written_off_at timestamptz;
--> statement-breakpoint
UPDATE invoices SET written_off_at = coalesce(paid_at, updated_at) WHERE written_off_minor > 0;
--> statement-breakpoint
CREATE INDEX invoices_paid_idx ON invoices (tenant_id, paid_at) WHERE paid_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX invoices_voided_idx ON invoices (tenant_id, voided_at) WHERE voided_at IS NOT NULL;
--> statement-breakpoint
ALTER TABLE deposits ADD COLUMN request_key text, ADD COLUMN search_text text DEFAULT '' NOT NULL;
--> statement-breakpoint
CREATE INDEX deposits_held_idx ON deposits (tenant_id, held_on, id);
--> statement-breakpoint
CREATE UNIQUE INDEX deposits_request_key ON deposits (tenant_id, request_key);

-- One default book and one default tax class; prices, rates and costs are never below zero.
CREATE UNIQUE INDEX price_books_default_key ON price_books (tenant_id) WHERE is_default;
--> statement-breakpoint
CREATE UNIQUE INDEX tax_classes_default_key ON tax_classes (tenant_id) WHERE is_default;
--> statement-breakpoint
ALTER TABLE prices ADD CONSTRAINT prices_amount_check CHECK (amount >= 0);
--> statement-breakpoint
ALTER TABLE tax_rates ADD CONSTRAINT tax_rates_rate_check CHECK (rate >= 0 AND rate <= 100);
--> statement-breakpoint
ALTER TABLE fx_rates ADD CONSTRAINT fx_rates_rate_check CHECK (rate > 0);
--> statement-breakpoint
ALTER TABLE catalog_items ADD CONSTRAINT catalog_items_numbers_check CHECK (
  cost >= 0 AND setup_fee >= 0 AND interval_months BETWEEN 1 AND 36 AND commitment_months BETWEEN 0 AND 60
  AND anchor_day BETWEEN 1 AND 31
);
--> statement-breakpoint
-- What a book costs on a day, item by item, and each item's own history.
CREATE INDEX prices_book_idx ON prices (tenant_id, price_book_id, item_id, valid_from);

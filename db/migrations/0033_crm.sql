-- What crm needs beside its tables.
-- A text as search compares it, in SQL: lower-case, without the accents of our languages, single spaces (server/kernel/fold-text.ts).
CREATE FUNCTION app.fold_text(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
  $$ SELECT btrim(regexp_replace(translate(lower(given), 'áàâãäéèêëíìîïóòôõöúùûüñç', 'aaaaaeeeeiiiiooooouuuunc'), '\s+', ' ', 'g')) $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.fold_text(text) TO trama_app, trama_platform;
--> statement-breakpoint
-- Duplicates: who has the same name in the same city.
CREATE INDEX customers_folded_idx ON customers (tenant_id, app.fold_text(name), app.fold_text(city)) WHERE archived_at IS NULL;
--> statement-breakpoint
-- Who was folded into a customer: its timeline tells their facts too.
CREATE INDEX customers_merged_idx ON customers (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

-- What the billing run needs beside its tables.
-- The day that its documents bear, and what the tenant had decided when it was planned: a resumed run ends as it began.
ALTER TABLE billing_runs ADD COLUMN issued_on date;
--> statement-breakpoint
ALTER TABLE billing_runs ADD COLUMN policy jsonb DEFAULT '{}' NOT NULL;
--> statement-breakpoint
-- Which document a line will stand on (its id is given when it is planned), and the day on which that fell due.
ALTER TABLE billing_run_lines ADD COLUMN invoice_id uuid;
--> statement-breakpoint
ALTER TABLE billing_run_lines ADD COLUMN bill_on date;
--> statement-breakpoint
ALTER TABLE billing_run_lines ADD COLUMN item_id uuid;
--> statement-breakpoint
-- First day after the period that begins there: from an anchor a whole interval, from any other day up to the next anchor.
CREATE FUNCTION app.period_end(start date, anchor integer, months integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN app.month_day(start, anchor) = start THEN app.month_day((date_trunc('month', start::timestamp) + make_interval(months => months))::date, anchor)
    WHEN app.month_day(start, anchor) > start THEN app.month_day(start, anchor)
    ELSE app.month_day((date_trunc('month', start::timestamp) + interval '1 month')::date, anchor)
  END $$;
--> statement-breakpoint
-- The day on which the period that begins there falls due: prepaid its start less the lead, postpaid its end; null: none begins.
CREATE FUNCTION app.bill_on(mode text, start date, ends date, anchor integer, months integer, lead integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN ends IS NOT NULL AND start >= ends THEN NULL
    WHEN mode = 'prepaid' THEN start - lead
    ELSE least(app.period_end(start, anchor, months), coalesce(ends, 'infinity'::date))
  END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.period_end(date, integer, integer), app.bill_on(text, date, date, integer, integer, integer) TO trama_app, trama_platform;

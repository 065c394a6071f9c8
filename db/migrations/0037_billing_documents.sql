-- What billing documents need beside their tables: a deposit in another currency keeps its rate.
ALTER TABLE deposits ADD COLUMN fx_rate numeric(18,8) DEFAULT '1' NOT NULL;

SET LOCAL ROLE trama_jobs;
--> statement-breakpoint
-- As before, but each tenant's lane is locked before its jobs, in the order in which an enqueuing transaction locks
-- them: a keyed job that falls due while it is asked for again cannot deadlock a business transaction.
CREATE OR REPLACE FUNCTION job_queue.admit_due(most integer) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  due_tenant uuid;
  ids bigint[];
  first_tag bigint;
  moved integer := 0;
BEGIN
  FOR due_tenant IN
    SELECT DISTINCT (j.payload->>'tenant')::uuid AS tenant FROM graphile_worker._private_jobs j
    WHERE j.is_available AND j.run_at > timestamptz '2020-01-01' AND j.run_at <= now() AND j.payload->>'tenant' IS NOT NULL
    ORDER BY 1
  LOOP
    PERFORM job_queue.take_tags(due_tenant, 0);
    SELECT array_agg(d.id ORDER BY d.run_at, d.id) INTO ids FROM (
      SELECT j.id, j.run_at FROM graphile_worker._private_jobs j
      WHERE j.is_available AND j.run_at > timestamptz '2020-01-01' AND j.run_at <= now() AND j.payload->>'tenant' = due_tenant::text
      LIMIT most FOR UPDATE SKIP LOCKED) d;
    CONTINUE WHEN ids IS NULL;
    first_tag := job_queue.take_tags(due_tenant, cardinality(ids));
    UPDATE graphile_worker._private_jobs j SET run_at = job_queue.moment(first_tag + e.n)
      FROM unnest(ids) WITH ORDINALITY AS e(id, n) WHERE j.id = e.id;
    moved := moved + cardinality(ids);
  END LOOP;
  RETURN moved;
END $$;
--> statement-breakpoint
RESET ROLE;

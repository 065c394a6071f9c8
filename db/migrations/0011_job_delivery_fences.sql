SELECT app.protect_tenant_table('schedule_runs');
--> statement-breakpoint
-- Fair order of the graphile queue. trama_jobs owns it; the runtime roles reach it only through the doors below.
SET LOCAL ROLE trama_jobs;
--> statement-breakpoint
CREATE SCHEMA job_queue;
--> statement-breakpoint
-- Last tag given to each tenant (start-time fair queueing): the n-th waiting job of every tenant ranks alike.
CREATE TABLE job_queue.lanes (tenant_id uuid PRIMARY KEY, tag bigint NOT NULL);
--> statement-breakpoint
-- Virtual time: the highest tag that has started.
CREATE TABLE job_queue.clock (one boolean PRIMARY KEY DEFAULT true CHECK (one), tag bigint NOT NULL);
--> statement-breakpoint
INSERT INTO job_queue.clock (tag) VALUES (0);
--> statement-breakpoint
-- A tag as a moment long past: runnable at once, and ordered by tag (one millisecond a job).
CREATE FUNCTION job_queue.moment(tag bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
  $$ SELECT timestamptz '2000-01-01 00:00:00+00' + tag * interval '1 millisecond' $$;
--> statement-breakpoint
-- Takes the next `amount` tags of a tenant; returns the one before the first.
CREATE FUNCTION job_queue.take_tags(tenant uuid, amount integer) RETURNS bigint LANGUAGE sql SET search_path = pg_catalog AS $$
  INSERT INTO job_queue.lanes AS l (tenant_id, tag)
  SELECT tenant, c.tag + amount FROM job_queue.clock c
  ON CONFLICT (tenant_id) DO UPDATE SET tag = greatest(l.tag, excluded.tag - amount) + amount
  RETURNING l.tag - amount
$$;
--> statement-breakpoint
-- Adds one tenant's jobs in one statement.
CREATE FUNCTION job_queue.add(tenant uuid, jobs jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  first_tag bigint;
  specs graphile_worker.job_spec[];
BEGIN
  IF jsonb_array_length(jobs) > 10000 THEN
    RAISE EXCEPTION 'at most 10000 jobs at once' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements(jobs) j WHERE j->>'name' IS NULL OR j->>'name' !~ '^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$'
      OR length(j->>'name') > 80 OR (j->>'id')::uuid IS NULL OR length(j->>'key') > 200 OR octet_length((j->'payload')::text) > 262144
      OR (j->>'priority')::integer NOT BETWEEN 0 AND 9 OR (j->>'runAt')::timestamptz > now() + interval '2 years') THEN
    RAISE EXCEPTION 'a job breaks the limits of the queue' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  first_tag := job_queue.take_tags(tenant, jsonb_array_length(jobs));
  SELECT array_agg(row(
      'trama',
      jsonb_strip_nulls(jsonb_build_object('job', j->'name', 'tenant', tenant, 'id', j->'id', 'request', j->'request', 'trace', j->'trace'))
        || jsonb_build_object('payload', j->'payload'),
      NULL,
      CASE WHEN (j->>'runAt')::timestamptz > now() THEN (j->>'runAt')::timestamptz ELSE job_queue.moment(first_tag + n) END,
      32767,
      tenant::text || ':' || (j->>'name') || ':' || (j->>'key'),
      coalesce((j->>'priority')::integer, 0),
      NULL)::graphile_worker.job_spec)
    INTO specs FROM jsonb_array_elements(jobs) WITH ORDINALITY AS e(j, n);
  PERFORM graphile_worker.add_jobs(specs);
END $$;
--> statement-breakpoint
-- Gives due delayed and retried jobs their place in the fair order; without it a steady backlog would starve them.
CREATE FUNCTION job_queue.admit_due(most integer) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  lane record;
  first_tag bigint;
  moved integer := 0;
BEGIN
  FOR lane IN
    SELECT d.tenant, array_agg(d.id ORDER BY d.run_at, d.id) AS ids FROM (
      SELECT j.id, j.run_at, (j.payload->>'tenant')::uuid AS tenant FROM graphile_worker._private_jobs j
      WHERE j.is_available AND j.run_at > timestamptz '2020-01-01' AND j.run_at <= now() AND j.payload->>'tenant' IS NOT NULL
      LIMIT most FOR UPDATE SKIP LOCKED) d
    GROUP BY d.tenant ORDER BY d.tenant
  LOOP
    first_tag := job_queue.take_tags(lane.tenant, cardinality(lane.ids));
    UPDATE graphile_worker._private_jobs j SET run_at = job_queue.moment(first_tag + e.n)
      FROM unnest(lane.ids) WITH ORDINALITY AS e(id, n) WHERE j.id = e.id;
    moved := moved + cardinality(lane.ids);
  END LOOP;
  RETURN moved;
END $$;
--> statement-breakpoint
-- Moves virtual time on; workers call it a few times a second.
CREATE FUNCTION job_queue.advance(started_tag bigint) RETURNS void LANGUAGE sql SET search_path = pg_catalog AS
  $$ UPDATE job_queue.clock SET tag = started_tag WHERE tag < started_tag $$;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
DROP FUNCTION app.enqueue_job(text, jsonb, text, text, timestamptz, integer);
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO trama_jobs;
--> statement-breakpoint
SET LOCAL ROLE trama_jobs;
--> statement-breakpoint
-- The runtime's only way to ask for jobs: the tenant is the transaction's, never the caller's, and is part of every
-- key, so that no tenant can name, replace or delay another's job.
CREATE FUNCTION app.enqueue_jobs(jobs jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT job_queue.add(app.tenant_id(), jobs) $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.enqueue_jobs(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.enqueue_jobs(jsonb) TO trama_app, trama_platform;
--> statement-breakpoint
-- The same for schedules, which ask on behalf of many tenants: each element names its own. The platform's role only.
CREATE FUNCTION app.enqueue_jobs_for_tenants(jobs jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  lane record;
BEGIN
  FOR lane IN
    SELECT (j->>'tenant')::uuid AS tenant, jsonb_agg(j) AS jobs FROM jsonb_array_elements(jobs) j GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM job_queue.add(lane.tenant, lane.jobs);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.enqueue_jobs_for_tenants(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.enqueue_jobs_for_tenants(jsonb) TO trama_platform;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM trama_jobs;

-- The only way for the runtime to ask for a job: the tenant is taken from the transaction, never from the caller,
-- and is part of the key, so that no tenant can name, replace or delay another's job.
CREATE FUNCTION app.enqueue_job(job_name text, payload jsonb, request_id text, job_key text, run_at timestamptz, priority integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  tenant uuid := app.tenant_id();
BEGIN
  IF job_name !~ '^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$' THEN
    RAISE EXCEPTION 'bad job name' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM graphile_worker.add_job(
    identifier => 'trama',
    payload => json_build_object('job', job_name, 'tenant', tenant, 'id', uuidv7(), 'request', request_id, 'payload', payload),
    job_key => CASE WHEN job_key IS NULL THEN NULL ELSE tenant::text || ':' || job_name || ':' || job_key END,
    run_at => coalesce(run_at, now()),
    priority => priority);
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA app TO trama_jobs;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.tenant_id(), app.refuse_without_tenant() TO trama_jobs;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO trama_jobs;
--> statement-breakpoint
ALTER FUNCTION app.enqueue_job(text, jsonb, text, text, timestamptz, integer) OWNER TO trama_jobs;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM trama_jobs;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.enqueue_job(text, jsonb, text, text, timestamptz, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.enqueue_job(text, jsonb, text, text, timestamptz, integer) TO trama_app, trama_platform;

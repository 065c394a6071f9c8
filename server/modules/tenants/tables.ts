/** What happens to a table of tenants when one tenant is exported, and when its demo data is wiped. */
type Fate = { export: "copy" | "skip"; demo: "wipe" | "keep"; why: string };

const copied = (why: string): Fate => ({ export: "copy", demo: "keep", why });
const wiped = (why: string): Fate => ({ export: "copy", demo: "wipe", why });
const passing = (why: string): Fate => ({ export: "skip", demo: "keep", why });

/**
 * Every table that carries `tenant_id`, children after their parents. A test holds it to the catalogue of the database:
 * a new table must say here whether it belongs to what a tenant owns.
 */
export const TENANT_TABLES: Readonly<Record<string, Fate>> = {
  tenant_settings: copied("the tenant's choices"),
  tenant_limits: copied("agreements"),
  tenant_usage: copied("counts; recounted after a wipe"),
  tenant_flags: copied("agreements"),
  tenant_domains: wiped("own hosts; ownership is looked at again"),
  business_units: wiped("lines of business"),
  branches: wiped("places of work"),
  template_versions: wiped("the tenant's own texts of messages and documents"),
  teams: copied("groups of staff"),
  custom_roles: copied("the tenant's own roles"),
  memberships: copied("who works here; the persons travel beside"),
  customers: wiped("who buys from the tenant"),
  totp_factors: copied("second factors; sealed again under the new tenant's key"),
  recovery_codes: copied("paper codes, as hashes"),
  passkeys: copied("credentials of one host; they work again where the host is the same"),
  external_identities: copied("members' accounts at OIDC providers"),
  invitations: copied("who was asked to join"),
  api_keys: wiped("credentials, as hashes"),
  api_key_networks: wiped("whence keys were used"),
  saved_views: wiped("lists as people keep them"),
  long_tasks: wiped("bulk work, imports, exports"),
  long_task_items: wiped("their rows"),
  integrations: wiped("accounts with vendors; sealed again under the new tenant's key"),
  webhook_endpoints: wiped("where events go; sealed again under the new tenant's key"),
  events: copied("the chain, byte for byte"),
  event_heads: copied("the chain's head"),
  event_details: copied("personal data of facts; sealed again under the new tenant's key"),
  audit_checkpoints: copied("signed heads of the chain"),
  audit_verifications: copied("results of verification"),
  event_cursors: copied("how far each consumer has read, so that nothing is sent twice"),
  webhook_deliveries: wiped("what was sent"),
  webhook_attempts: wiped("how sending went"),
  job_dead_letters: wiped("failed work, for a person to decide"),
  panic_switches: wiped("what is frozen and why"),
  panic_held: wiped("what was held back"),
  files: wiped("rows here, bytes beside"),
  tenant_keys: passing("wrapped for one tenant; the new tenant gets its own"),
  devices: passing("browsers known on the old hosts"),
  impersonations: passing("who looked in from outside; the chain keeps the facts"),
  sessions: passing("who is signed in now"),
  security_log: passing("what looked like an attack; the chain keeps the facts"),
  auth_challenges: passing("steps of minutes"),
  one_time_codes: passing("codes of minutes"),
  password_resets: passing("links of an hour"),
  sign_ups: passing("companies that are signing up; the platform's own"),
  staff_notifications: passing("news under the bell"),
  sign_in_tickets: passing("live for a minute"),
  sign_in_attempts: passing("delays of minutes"),
  job_runs: passing("idempotency of jobs that have run"),
  job_outbox: passing("jobs on their way; schedules ask again"),
  schedule_runs: passing("which periods were asked for"),
  panic_failures: passing("failures of the current window"),
  idempotency_keys: passing("answers kept for a day"),
  rate_limits: passing("counters of minutes"),
};

/** Columns sealed for one tenant, table and row: opened and sealed again when a tenant is imported. */
export const SEALED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  integrations: ["credentials_sealed"],
  totp_factors: ["secret_sealed"],
  webhook_endpoints: ["secret_sealed", "previous_secret_sealed"],
  event_details: ["sealed"],
};

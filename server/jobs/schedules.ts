/** When a schedule comes round. `dailyAt` is HH:MM on the clock of the tenant's own zone. */
export type Schedule = {
  /** Name of the job, with its handler in `registry.ts`. Its payload is `{ schedule, period, at }`. */
  readonly job: string;
  /** `tenant`: one job for every tenant that is not closed. `platform`: one job of the platform's own. */
  readonly each: "tenant" | "platform";
  readonly when: { readonly dailyAt: string } | { readonly everyMinutes: 1 | 5 | 15 | 30 };
  /** How far back ticks are made up that no worker saw. */
  readonly backfillMs?: number;
};

const DAY_MS = 86_400_000;

/** Every schedule of the product. graphile-worker's cron and QStash's schedules are made to agree with it at start. */
export const schedules: Readonly<Record<string, Schedule>> = {
  "billing.run": {
    job: "billing.run",
    each: "tenant",
    when: { dailyAt: "02:00" },
    backfillMs: DAY_MS,
  },
  // Reminders and cuts have hours of their own; a look that was missed is made up by the next one.
  "overdue.suspend": { job: "overdue.suspend", each: "tenant", when: { everyMinutes: 15 } },
  // Before the day's billing, so that it goes by the last closing.
  "rates.fetchOfficial": {
    job: "rates.fetchOfficial",
    each: "tenant",
    when: { dailyAt: "01:00" },
  },
  "billing.prove": { job: "billing.prove", each: "tenant", when: { dailyAt: "04:30" } },
  "monitoring.poll": { job: "monitoring.poll", each: "tenant", when: { everyMinutes: 5 } },
  "domains.recheck": { job: "domains.recheck", each: "tenant", when: { dailyAt: "04:00" } },
  "events.deliver": { job: "events.deliver", each: "tenant", when: { everyMinutes: 15 } },
  "audit.verify": {
    job: "audit.verify",
    each: "tenant",
    when: { dailyAt: "03:00" },
    backfillMs: DAY_MS,
  },
  "audit.checkpoint": {
    job: "audit.checkpoint",
    each: "tenant",
    when: { dailyAt: "00:15" },
    backfillMs: DAY_MS,
  },
  "notifications.sweep": {
    job: "notifications.sweep",
    each: "tenant",
    when: { everyMinutes: 30 },
  },
  "files.sweep": { job: "files.sweep", each: "tenant", when: { dailyAt: "03:45" } },
  "security.clean": { job: "security.clean", each: "tenant", when: { dailyAt: "03:15" } },
  "services.changes": {
    job: "services.changes",
    each: "tenant",
    when: { dailyAt: "00:30" },
    backfillMs: DAY_MS,
  },
  "services.expireHolds": {
    job: "services.expireHolds",
    each: "tenant",
    when: { everyMinutes: 15 },
  },
  "network.poll": { job: "network.poll", each: "tenant", when: { everyMinutes: 5 } },
  "network.backup": { job: "network.backup", each: "tenant", when: { dailyAt: "04:15" } },
  "network.watchReconnections": {
    job: "network.watchReconnections",
    each: "tenant",
    when: { everyMinutes: 5 },
  },
  "payments.keepLeaves": {
    job: "payments.keepLeaves",
    each: "tenant",
    when: { dailyAt: "05:15" },
  },
  "payments.askGateways": {
    job: "payments.askGateways",
    each: "tenant",
    when: { everyMinutes: 5 },
  },
  "payments.chargeDue": { job: "payments.chargeDue", each: "tenant", when: { everyMinutes: 30 } },
  "payments.watchCards": {
    job: "payments.watchCards",
    each: "tenant",
    when: { dailyAt: "10:00" },
  },
  "jobs.clean": { job: "jobs.clean", each: "tenant", when: { dailyAt: "03:30" } },
};

/**
 * The cron expression (UTC) whose ticks ask who is due. Every zone's offset is a multiple of a quarter of an hour, so
 * a daily schedule looks four times an hour and each tenant is due at the first look after its own local hour.
 */
export function cronOf({ when }: Schedule): string {
  return "dailyAt" in when ? "*/15 * * * *" : `*/${when.everyMinutes} * * * *`;
}

import type { JobDefinition } from "./define-job";

type Loader = () => Promise<JobDefinition>;

/**
 * Every job of the product: name → the module that handles it, loaded on first use (a cold function starts fast).
 * A module adds one line here; a test asserts that the names agree.
 */
export const jobs: Record<string, Loader> = {
  "schedule.fanOut": () => import("./schedule-fan-out").then((module) => module.scheduleFanOut),
  "jobs.clean": () => import("./clean-job-rows").then((module) => module.cleanJobRows),
  "domains.recheck": () =>
    import("@/server/modules/tenants/jobs").then((module) => module.recheckDomainsJob),
  "files.sweep": () => import("@/server/modules/files/jobs").then((module) => module.sweepFiles),
  "files.purge": () => import("@/server/modules/files/jobs").then((module) => module.purgeFile),
  "portal.sendCode": () =>
    import("@/server/modules/portal/send-code").then((module) => module.sendCode),
  "billing.run": () => import("@/server/modules/billing/jobs").then((module) => module.billingRun),
  "billing.plan": () =>
    import("@/server/modules/billing/run/plan-run").then((module) => module.planRun),
  "billing.post": () =>
    import("@/server/modules/billing/run/post-run").then((module) => module.postRun),
  "billing.tellRun": () =>
    import("@/server/modules/billing/run/tell-run").then((module) => module.tellRun),
  "rates.fetchOfficial": () =>
    import("@/server/modules/catalog/rates/fetch-official").then(
      (module) => module.fetchOfficialRates,
    ),
  "billing.prove": () =>
    import("@/server/modules/billing/statements/prove-job").then((module) => module.proveBooksJob),
  "overdue.suspend": () =>
    import("@/server/modules/billing/dunning/climb-ladder").then((module) => module.overdueSuspend),
  "events.deliver": () =>
    import("@/server/events/deliver-events").then((module) => module.deliverEvents),
  "events.react": () =>
    import("@/server/events/react-to-event").then((module) => module.reactToEvent),
  "events.reactTogether": () =>
    import("@/server/events/react-to-event").then((module) => module.reactTogether),
  "people.sendPasswordReset": () =>
    import("@/server/modules/people/jobs").then((module) => module.sendPasswordReset),
  "security.clean": () =>
    import("@/server/modules/people/jobs").then((module) => module.cleanSecurityLog),
  "audit.verify": () => import("@/server/modules/audit/jobs").then((module) => module.auditVerify),
  "audit.checkpoint": () =>
    import("@/server/modules/audit/jobs").then((module) => module.auditCheckpoint),
  "webhooks.deliver": () =>
    import("@/server/modules/hub/deliver-webhook").then((module) => module.deliverWebhook),
  "notifications.deliver": () =>
    import("@/server/modules/notifications/deliver-message").then(
      (module) => module.deliverMessage,
    ),
  "notifications.send": () =>
    import("@/server/modules/notifications/send-message").then((module) => module.sendMessage),
  "notifications.readNotice": () =>
    import("@/server/modules/notifications/read-notice").then((module) => module.readNotice),
  "notifications.syncTemplates": () =>
    import("@/server/modules/notifications/sync-templates").then((module) => module.syncTemplates),
  "notifications.sweep": () =>
    import("@/server/modules/notifications/sweep-messages").then((module) => module.sweepMessages),
  "payments.chargeDue": () =>
    import("@/server/modules/payments/cards/charge-due").then((module) => module.chargeDue),
  "payments.chargeCard": () =>
    import("@/server/modules/payments/cards/charge-card").then((module) => module.chargeCard),
  "payments.forgetCard": () =>
    import("@/server/modules/payments/cards/forget-card").then((module) => module.forgetCard),
  "payments.watchCards": () =>
    import("@/server/modules/payments/cards/watch-cards").then((module) => module.watchCards),
  "payments.readNotice": () =>
    import("@/server/modules/payments/gateways/read-gateway-notice").then(
      (module) => module.readGatewayNotice,
    ),
  "payments.askRefund": () =>
    import("@/server/modules/payments/gateways/ask-refund").then((module) => module.askRefund),
  "payments.keepLeaves": () =>
    import("@/server/modules/payments/gateways/leave/keep-leaves").then(
      (module) => module.keepLeaves,
    ),
  "payments.askGateways": () =>
    import("@/server/modules/payments/gateways/ask-gateways").then((module) => module.askGateways),
  "work.runTask": () => import("@/server/modules/work/run-task").then((module) => module.runTask),
  "signUp.seedDemo": () =>
    import("@/server/modules/sign-up/jobs").then((module) => module.seedDemoJob),
  "services.enforce": () =>
    import("@/server/modules/subscriptions/enforce-services").then(
      (module) => module.enforceServices,
    ),
  "services.enforceLane": () =>
    import("@/server/modules/subscriptions/enforce-lane").then((module) => module.enforceLane),
  "services.enforceOne": () =>
    import("@/server/modules/subscriptions/enforce-one").then((module) => module.enforceOne),
  "services.changes": () =>
    import("@/server/modules/subscriptions/apply-changes").then((module) => module.applyChanges),
  "services.expireHolds": () =>
    import("@/server/modules/subscriptions/expire-holds").then((module) => module.expireHolds),
  "network.poll": () =>
    import("@/server/modules/network/poll-routers").then((module) => module.pollRouters),
  "network.backup": () =>
    import("@/server/modules/network/backup-routers").then((module) => module.backupRouters),
  "network.sweepRows": () =>
    import("@/server/modules/network/sweep-rows").then((module) => module.sweepRows),
  "network.watchReconnections": () =>
    import("@/server/modules/network/watch-reconnections").then(
      (module) => module.watchReconnections,
    ),
  "monitoring.poll": () => import("./schedule-tick").then((module) => module.monitoringPoll),
};

/** The definition behind a name; undefined when this version does not know it (a newer one may). */
export async function loadJob(name: string): Promise<JobDefinition | undefined> {
  return Object.hasOwn(jobs, name) ? jobs[name]?.() : undefined;
}

/** Adds jobs from outside the product's own list (tests, benchmarks); returns what takes them out again. */
export function registerJobs(definitions: readonly JobDefinition[]): () => void {
  for (const job of definitions) jobs[job.name] = async () => job;
  return () => definitions.forEach((job) => delete jobs[job.name]);
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { type Status, StatusBadge } from "@/app/_ui/patterns/status-badge";
import type { HealthDto } from "@/server/modules/platform/schema";
import { ConsistencyChecks } from "./consistency-checks";

type Fact = {
  key: "database" | "jobs" | "unpublished" | "panic" | "audit" | "webhooks";
  value: string;
  status: Status;
};

/** The platform at a glance, asked anew every ten seconds. */
export function HealthBoard() {
  const t = useTranslations("health");
  const facts = useFacts();
  const health = useQuery(
    useTRPC().platform.getHealth.queryOptions(undefined, { refetchInterval: 10_000 }),
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <QueryView query={health}>
        {(data) => (
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {facts(data).map((fact) => (
              <li
                key={fact.key}
                className="rounded-card border border-subtle bg-surface p-4 shadow-low"
              >
                <p className="flex items-center justify-between gap-2 text-muted">
                  {t(fact.key)} <StatusBadge status={fact.status} />
                </p>
                <p className="mt-2 text-lg font-semibold tabular-nums">{fact.value}</p>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      <ConsistencyChecks />
    </>
  );
}

/** The numbers as words, each with what it means. */
function useFacts(): (data: HealthDto) => Fact[] {
  const t = useTranslations("health");
  const format = useFormatter();
  return ({ database, jobs, panic, audit, webhooks }) => [
    {
      key: "database",
      value: t("databaseValue", {
        latency: format.number(database.latencyMs, { maximumFractionDigits: 1 }),
        size: format.number(database.sizeBytes / 1_000_000, { maximumFractionDigits: 0 }),
      }),
      status: database.latencyMs > 250 ? "degraded" : "ok",
    },
    {
      key: "jobs",
      value: t("jobsValue", { count: jobs.deadLetters }),
      status: jobs.deadLetters > 0 ? "degraded" : "ok",
    },
    {
      key: "unpublished",
      value: t("unpublishedValue", { count: jobs.unpublished }),
      status: (jobs.oldestUnpublishedSeconds ?? 0) > 60 ? "degraded" : "ok",
    },
    {
      key: "panic",
      value: t("panicValue", { on: panic.on, held: panic.held }),
      status: panic.on > 0 ? "on" : "ok",
    },
    {
      key: "audit",
      value: t("auditValue", { events: audit.events, failed: audit.failedVerifications }),
      status: audit.failedVerifications > 0 ? "down" : "ok",
    },
    {
      key: "webhooks",
      value: t("webhooksValue", {
        pending: webhooks.pendingDeliveries,
        disabled: webhooks.disabledEndpoints,
      }),
      status: webhooks.disabledEndpoints > 0 ? "degraded" : "ok",
    },
  ];
}

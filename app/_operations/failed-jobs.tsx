"use client";

import { PartyPopper } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Card } from "@/app/_ui/primitives/card";
import { FailedJobRow } from "./failed-job-row";
import { type FailedJob, usePlatformDeadLetters, useTenantDeadLetters } from "./use-dead-letters";

const statuses = ["open", "replayed", "dismissed"] as const;

export function TenantFailedJobs() {
  const [status, setStatus] = useState<FailedJob["status"]>("open");
  return <FailedJobs {...useTenantDeadLetters(status)} status={status} onStatus={setStatus} />;
}

export function PlatformFailedJobs() {
  const [status, setStatus] = useState<FailedJob["status"]>("open");
  return <FailedJobs {...usePlatformDeadLetters(status)} status={status} onStatus={setStatus} />;
}

type FailedJobsProps = ReturnType<typeof useTenantDeadLetters> & {
  status: FailedJob["status"];
  onStatus: (status: FailedJob["status"]) => void;
};

/** Jobs that gave up: a person looks, then runs each again or lets it go. */
function FailedJobs({ jobs, list, replay, dismiss, status, onStatus }: FailedJobsProps) {
  const t = useTranslations("jobs");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Segments
        label={t("filter")}
        value={status}
        options={statuses.map((value) => ({ value, label: t(`filters.${value}`) }))}
        onChoose={onStatus}
      />
      <Card>
        <QueryView query={{ ...list, data: jobs }}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState icon={PartyPopper} title={t("empty")}>
                {t("emptyText")}
              </EmptyState>
            ) : (
              <ul>
                {all.map((job) => (
                  <FailedJobRow key={job.id} job={job} onReplay={replay} onDismiss={dismiss} />
                ))}
              </ul>
            )
          }
        </QueryView>
        <LoadMore query={list} />
      </Card>
    </>
  );
}

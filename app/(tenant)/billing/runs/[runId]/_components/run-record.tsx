"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { Segments } from "@/app/_ui/patterns/segments";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { When } from "@/app/_ui/patterns/when";
import { isMoving, type RunDto } from "@/server/modules/billing/run/schema";
import { DayText } from "../../../_components/day-text";
import { RunStatusBadge } from "../../../_components/run-status-badge";
import { RunActions } from "./run-actions";
import { RunDifference } from "./run-difference";
import { RunLines } from "./run-lines";
import { RunProgress } from "./run-progress";
import { RunTotals } from "./run-totals";

const ASK_EVERY_MS = 1_000;
const TABS = ["difference", "lines", "exceptions", "skipped"] as const;
type Tab = (typeof TABS)[number];

/** One billing run: what it bills and why, what changes against last month, who is left out, and how far it is. */
export function RunRecord({ runId }: { runId: string }) {
  const t = useTranslations("billingRun");
  const api = useTRPC();
  const run = useQuery({
    ...api.billingRuns.get.queryOptions({ runId }),
    refetchInterval: ({ state }) =>
      state.data && isMoving(state.data.status) ? ASK_EVERY_MS : false,
  });
  return (
    <QueryView query={run}>
      {(found) => (
        <RecordPage
          back={{ href: "/billing", label: t("title") }}
          title={
            <>
              {t("runOf")} <DayText day={found.billThrough} />
            </>
          }
          status={<RunStatusBadge status={found.status} />}
          action={<RunActions run={found} />}
          facts={<RunFacts run={found} />}
          timeline={<ActivityTimeline entity={{ type: "billingRun", id: runId }} />}
        >
          <RunProgress run={found} />
          <RunTotals run={found} />
          {found.plannedAt && <RunContents run={found} />}
        </RecordPage>
      )}
    </QueryView>
  );
}

function RunContents({ run }: { run: RunDto }) {
  const t = useTranslations("billingRun");
  const [tab, setTab] = useState<Tab>(run.exceptions > 0 ? "exceptions" : "difference");
  const count = {
    difference: undefined,
    lines: run.lines,
    exceptions: run.exceptions,
    skipped: run.skipped,
  };
  return (
    <div>
      <Segments
        label={t("shown")}
        value={tab}
        onChoose={setTab}
        options={TABS.map((value) => ({
          value,
          label:
            count[value] === undefined
              ? t(`tab.${value}`)
              : `${t(`tab.${value}`)} (${count[value]})`,
        }))}
      />
      {/* A run that moved on is read again. */}
      {tab === "difference" ? (
        <RunDifference key={run.status} runId={run.id} />
      ) : (
        <RunLines key={`${tab} ${run.status}`} runId={run.id} show={tab} />
      )}
    </div>
  );
}

function RunFacts({ run }: { run: RunDto }) {
  const t = useTranslations("billingRun");
  return (
    <Facts title={t("facts")}>
      <Fact label={t("through")}>
        <DayText day={run.billThrough} />
      </Fact>
      <Fact label={t("issuedOn")}>
        <DayText day={run.issuedOn} />
      </Fact>
      <Fact label={t("customers")}>{run.customers}</Fact>
      <Fact label={t("invoices")}>{run.invoices}</Fact>
      <Fact label={t("startedBy")}>{run.startedBy ?? t("byPolicy")}</Fact>
      {run.approvedAt && <Fact label={t("approvedBy")}>{run.approvedBy ?? t("byPolicy")}</Fact>}
      {run.postedAt && (
        <Fact label={t("postedAt")}>
          <When at={run.postedAt} />
        </Fact>
      )}
    </Facts>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Chart } from "@/app/_ui/patterns/chart/chart";
import { FormField } from "@/app/_ui/patterns/form-field";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { ReplayDto, ReplayPolicyInput } from "@/server/modules/billing/dunning/replay-schema";
import { useDayText } from "../../../collections/_components/day-text";
import type { LadderDraft } from "./ladder-draft";
import { ReplayRows } from "./replay-rows";

type LadderReplayProps = {
  draft: LadderDraft;
  /** Absent: a new one, looked at as if it were everybody's. */
  policyId?: string | undefined;
};

/** What the ladder in the editor would have done over the last month, beside what today's would have. Asked for by a press. */
export function LadderReplay({ draft, policyId }: LadderReplayProps) {
  const t = useTranslations("dunning.replay");
  const [asked, setAsked] = useState<ReplayPolicyInput>();
  const [paidWithinDays, setPaidWithinDays] = useState(3);
  return (
    <Card className="mt-5 min-w-0 space-y-5 p-5" aria-labelledby="ladder-replay">
      <div>
        <h2 id="ladder-replay" className="text-base font-semibold">
          {t("title")}
        </h2>
        <p className="mt-1 max-w-prose text-muted">{t(policyId ? "text" : "textNew")}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <FormField label={t("paidWithin")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              className="w-24"
              min={1}
              max={15}
              value={paidWithinDays}
              onChange={({ target }) => setPaidWithinDays(withinRange(target.valueAsNumber))}
            />
          )}
        </FormField>
        <Button onClick={() => setAsked(inputOf(draft, policyId, paidWithinDays))}>
          <History aria-hidden />
          {t("ask")}
        </Button>
      </div>
      {asked && <Asked input={asked} />}
    </Card>
  );
}

const withinRange = (days: number): number => Math.min(15, Math.max(1, Math.round(days) || 1));

function inputOf(
  draft: LadderDraft,
  policyId: string | undefined,
  paidWithinDays: number,
): ReplayPolicyInput {
  const { steps, cutFrom, cutUntil, noCutWeekdays, skipHolidays } = draft;
  const { skipEveOfHolidays, floorMinor, oneOffCuts } = draft;
  return {
    ...(policyId ? { policyId } : {}),
    ...{ steps, cutFrom, cutUntil, noCutWeekdays, skipHolidays },
    ...{ skipEveOfHolidays, floorMinor, oneOffCuts, paidWithinDays },
  };
}

function Asked({ input }: { input: ReplayPolicyInput }) {
  const api = useTRPC();
  const replay = useQuery({
    ...api.collections.replayPolicy.queryOptions(input),
    // A month that is over stays as it was; it is asked for again by a press.
    staleTime: Infinity,
    retry: false,
  });
  return <QueryView query={replay}>{(data) => <Shown replay={data} />}</QueryView>;
}

function Shown({ replay }: { replay: ReplayDto }) {
  const t = useTranslations("dunning.replay");
  const day = useDayText();
  const { from, until, customers, days } = replay;
  return (
    <div className="space-y-6" aria-live="polite">
      <p className="text-muted">{t("period", { from: day(from), until: day(until), customers })}</p>
      {!replay.complete && <Notice tone="warn">{t("partial", { customers })}</Notice>}
      <Totals replay={replay} />
      <Chart
        title={t("cutsByDay")}
        kind="bar"
        unit={t("services")}
        axis={t("day")}
        series={[
          { key: "current", label: t("current") },
          { key: "draft", label: t("draft") },
        ]}
        rows={days.map(({ day: at, cut }) => ({ at: day(at), ...cut }))}
      />
      <Chart
        title={t("wordsByDay")}
        kind="bar"
        unit={t("words")}
        axis={t("day")}
        series={[
          { key: "current", label: t("current") },
          { key: "draft", label: t("draft") },
        ]}
        rows={days.map(({ day: at, told }) => ({ at: day(at), ...told }))}
      />
      <ReplayRows replay={replay} />
    </div>
  );
}

function Totals({ replay: { totals, cutThoughPaying, paidWithinDays } }: { replay: ReplayDto }) {
  const t = useTranslations("dunning.replay");
  const kinds = useTranslations("dunning.kinds");
  const figures = [
    ...totals
      .filter(({ current, draft }) => current + draft > 0)
      .map(({ kind, ...both }) => ({ key: kind, label: kinds(kind), ...both })),
    {
      ...{ key: "paying", label: t("cutThoughPaying", { days: paidWithinDays }) },
      ...cutThoughPaying,
    },
  ];
  return (
    <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {figures.map(({ key, label, current, draft }) => (
        <div key={key}>
          <dt className="text-[0.8125rem] text-muted">{label}</dt>
          <dd className="mt-1 text-lg font-semibold tabular-nums">{draft}</dd>
          <dd className="text-[0.8125rem] text-muted">
            {t("against", { current })} · {t("change", { change: draft - current })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

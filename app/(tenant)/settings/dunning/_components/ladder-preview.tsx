"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import type { PreviewLadderDto } from "@/server/modules/billing/dunning/schema";
import { useDayText } from "../../../collections/_components/day-text";
import type { LadderDraft } from "./ladder-draft";
import { LadderCalendar } from "./ladder-calendar";

/** On which days this ladder would act, as it stands in the editor now. */
export function LadderPreview({ draft }: { draft: LadderDraft }) {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const [dueOn, setDueOn] = useState(useNow().toISOString().slice(0, 10));
  const { steps, noCutWeekdays, skipHolidays, skipEveOfHolidays } = draft;
  const preview = useQuery({
    ...api.collections.previewPolicy.queryOptions({
      ...{ steps, noCutWeekdays, skipHolidays, skipEveOfHolidays, dueOn },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card className="min-w-0 space-y-4 p-5 xl:sticky xl:top-6">
      <h2 className="text-base font-semibold">{t("preview")}</h2>
      <FormField label={t("previewDue")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="w-44"
            value={dueOn}
            onChange={({ target }) => target.value && setDueOn(target.value)}
          />
        )}
      </FormField>
      {preview.data && (
        <>
          <Days preview={preview.data} />
          <LadderCalendar preview={preview.data} dueOn={dueOn} />
        </>
      )}
    </Card>
  );
}

function Days({ preview }: { preview: PreviewLadderDto }) {
  const t = useTranslations("dunning");
  const day = useDayText();
  return (
    <ol className="space-y-2" aria-live="polite">
      {preview.steps.map((step) => (
        <li key={step.key} className="flex gap-3">
          <span className="w-24 shrink-0 font-medium tabular-nums">
            {step.onDay ? day(step.onDay) : "—"}
          </span>
          <span className="min-w-0">
            <span className="block">{t(`kinds.${step.kind}`)}</span>
            {step.moved && (
              <span className="block text-[0.8125rem] text-muted">
                {t("planned", { day: day(step.plannedOn) })}:{" "}
                {step.onDay ? t(`reasons.${step.moved}`) : t("never")}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

"use client";

import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { isOpenAt } from "@/server/modules/tenants/rules/calendar";
import type { calendarSettings } from "@/server/modules/tenants/settings/schema";
import { Holidays } from "./holidays";
import { Hours } from "./hours";
import { QuietHours } from "./quiet-hours";

export type CalendarDraft = z.output<typeof calendarSettings>;

type CalendarFormProps = {
  calendar: CalendarDraft;
  country: string;
  timeZone: string;
  onSave: (calendar: CalendarDraft) => Promise<void>;
};

/** Hours by weekday, holidays, and when messages wait. */
export function CalendarForm({ calendar, country, timeZone, onSave }: CalendarFormProps) {
  const t = useTranslations("policies");
  const now = useNow();
  const [draft, setDraft] = useState(calendar);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<CalendarDraft>) => setDraft((before) => ({ ...before, ...part }));
  const save = async () => {
    setBusy(true);
    setError(undefined);
    await onSave(draft).catch(setError);
    setBusy(false);
  };
  const open = isOpenAt(draft, timeZone, now);
  return (
    <Card className="space-y-6 p-5">
      <div>
        <h2 className="flex flex-wrap items-center gap-2 text-base font-semibold">
          {t("calendar")}
          <Badge tone={open ? "ok" : "neutral"}>{t(open ? "openNow" : "closedNow")}</Badge>
        </h2>
        <p className="mt-1 text-muted">
          {t("calendarText", { zone: timeZone.replaceAll("_", " ") })}
        </p>
      </div>
      <Hours hours={draft.hours} onChange={(hours) => change({ hours })} />
      <Holidays
        holidays={draft.holidays}
        country={country}
        onChange={(holidays) => change({ holidays })}
      />
      <QuietHours quiet={draft.quietHours} onChange={(quietHours) => change({ quietHours })} />
      {error !== undefined && <ErrorNotice error={error} />}
      <div className="flex justify-end">
        <Button variant="primary" disabled={busy} onClick={() => void save()}>
          {t("saveCalendar")}
        </Button>
      </div>
    </Card>
  );
}

"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import { WEEKDAYS, type Weekday } from "@/server/modules/tenants/rules/calendar";
import type { CalendarDraft } from "./calendar-form";

type Week = CalendarDraft["hours"];
type HoursProps = { hours: Week; onChange: (hours: Week) => void };
const MOST_A_DAY = 4;

/** Opening hours, one line a day; a day without any is closed. */
export function Hours({ hours, onChange }: HoursProps) {
  const t = useTranslations("policies");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{t("hoursOfWeek")}</legend>
      <ul className="divide-y divide-(--border)">
        {WEEKDAYS.map((day) => (
          <li key={day} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
            <span className="w-full shrink-0 font-medium sm:w-24 sm:font-normal">
              {t(`weekdays.${day}`)}
            </span>
            <Day
              day={day}
              list={hours[day]}
              onChange={(list) => onChange({ ...hours, [day]: list })}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

type DayProps = { day: Weekday; list: Week[Weekday]; onChange: (list: Week[Weekday]) => void };

function Day({ day, list, onChange }: DayProps) {
  const t = useTranslations("policies");
  const name = t(`weekdays.${day}`);
  const set = (at: number, part: Partial<Week[Weekday][number]>) =>
    onChange(list.map((interval, i) => (i === at ? { ...interval, ...part } : interval)));
  return (
    <div className="flex min-w-0 flex-1 basis-full flex-wrap items-center gap-2 sm:basis-0">
      {list.length === 0 && <span className="text-muted">{t("closed")}</span>}
      {list.map((interval, at) => (
        // Intervals have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at} className="flex w-full items-center gap-1.5 sm:w-auto">
          <Input
            type="time"
            className="min-w-0 flex-1 px-2 sm:w-32 sm:flex-none sm:px-3 max-sm:[&::-webkit-calendar-picker-indicator]:hidden"
            aria-label={t("opens", { day: name })}
            value={interval.from}
            onChange={({ target }) => set(at, { from: target.value })}
          />
          <span aria-hidden>–</span>
          <Input
            type="time"
            className="min-w-0 flex-1 px-2 sm:w-32 sm:flex-none sm:px-3 max-sm:[&::-webkit-calendar-picker-indicator]:hidden"
            aria-label={t("closes", { day: name })}
            value={interval.to === "24:00" ? "00:00" : interval.to}
            onChange={({ target }) =>
              set(at, { to: target.value === "00:00" ? "24:00" : target.value })
            }
          />
          <Button
            size="icon"
            variant="quiet"
            aria-label={t("removeHours", { day: name })}
            onClick={() => onChange(list.filter((_, i) => i !== at))}
          >
            <X aria-hidden />
          </Button>
        </span>
      ))}
      {list.length < MOST_A_DAY && (
        <Button
          size="icon"
          variant="quiet"
          aria-label={t("addHours", { day: name })}
          onClick={() => onChange([...list, { from: "09:00", to: "18:00" }])}
        >
          <Plus aria-hidden />
        </Button>
      )}
    </div>
  );
}

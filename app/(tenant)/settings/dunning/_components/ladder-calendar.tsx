"use client";

import { useFormatter, useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { addDays, daysInMonth, weekday } from "@/server/kernel/day";
import type { PreviewLadderDto } from "@/server/modules/billing/dunning/schema";

type LadderCalendarProps = { preview: PreviewLadderDto; dueOn: string };

/** More than a season says nothing. */
const MONTHS = 3;

/** The months that the ladder touches: due day, steps, days without cuts. What it shows, the list above says in words. */
export function LadderCalendar({ preview, dueOn }: LadderCalendarProps) {
  const t = useTranslations("dunning");
  const days = [dueOn, ...preview.steps.flatMap(({ onDay }) => (onDay ? [onDay] : []))].toSorted();
  const months = monthsBetween(days[0] ?? dueOn, days.at(-1) ?? dueOn).slice(0, MONTHS);
  const steps = new Set(preview.steps.map(({ onDay }) => onDay));
  const closed = new Set(preview.closed.map(({ day }) => day));
  const lookOf = (day: string) =>
    day === dueOn ? "due" : steps.has(day) ? "step" : closed.has(day) ? "closed" : undefined;
  return (
    <div className="space-y-4" aria-hidden>
      {months.map((month) => (
        <Month key={month} month={month} lookOf={lookOf} />
      ))}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {(["due", "step", "closed"] as const).map((look) => (
          <span key={look} className="inline-flex items-center gap-1.5">
            <span className={cn("size-3 rounded-full", looks[look])} />
            {t(`legend.${look}`)}
          </span>
        ))}
      </p>
    </div>
  );
}

const looks = {
  due: "bg-brand text-on-brand",
  step: "bg-info-soft text-info font-semibold",
  closed: "bg-raised text-muted",
} as const;

function Month({
  month,
  lookOf,
}: {
  month: string;
  lookOf: (day: string) => keyof typeof looks | undefined;
}) {
  const format = useFormatter();
  const first = `${month}-01`;
  const days = Array.from({ length: daysInMonth(first) }, (_, index) => addDays(first, index));
  // Monday first.
  const lead = (weekday(first) + 6) % 7;
  return (
    <div>
      <p className="mb-1 text-[0.8125rem] font-medium">
        {format.dateTime(new Date(`${first}T12:00:00Z`), {
          month: "long",
          year: "numeric",
          timeZone: "UTC",
        })}
      </p>
      <div className="grid grid-cols-7 gap-0.5 text-center text-xs tabular-nums">
        {days.map((day, index) => {
          const look = lookOf(day);
          return (
            <span
              key={day}
              style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
              className={cn("rounded-control py-1", look && looks[look])}
            >
              {index + 1}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function monthsBetween(from: string, to: string): string[] {
  const months = new Set<string>();
  for (let day = from; day <= to; day = addDays(day, 1)) months.add(day.slice(0, 7));
  return [...months];
}

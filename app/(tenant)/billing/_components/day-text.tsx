"use client";

import { useFormatter } from "next-intl";

/** A day of the calendar (`YYYY-MM-DD`), as people write it; the same in every zone. */
export function DayText({ day }: { day: string }) {
  const format = useFormatter();
  return (
    <time dateTime={day} className="whitespace-nowrap">
      {format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" })}
    </time>
  );
}

"use client";

import { useFormatter } from "next-intl";

/** A day of the calendar, the same in every zone. */
export function DayText({ day }: { day: string }) {
  const format = useFormatter();
  const text = format.dateTime(new Date(`${day}T00:00:00Z`), {
    dateStyle: "medium",
    timeZone: "UTC",
  });
  return <span className="whitespace-nowrap">{text}</span>;
}

"use client";

import { useFormatter } from "next-intl";

/** A day (`YYYY-MM-DD`, no zone) as people write it. */
export function Day({ of }: { of: string }) {
  return (
    <time dateTime={of} className="whitespace-nowrap">
      {useDayText()(of)}
    </time>
  );
}

export function useDayText(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
}

"use client";

import { useFormatter } from "next-intl";

/** An instant in the tenant's zone; the exact one stands in the title. */
export function When({ at, short }: { at: string; short?: boolean }) {
  const format = useFormatter();
  const date = new Date(at);
  const text = format.dateTime(
    date,
    short
      ? { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }
      : { dateStyle: "medium", timeStyle: "short" },
  );
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {text}
    </time>
  );
}

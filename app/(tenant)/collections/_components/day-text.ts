import { useFormatter } from "next-intl";

/** A day (`YYYY-MM-DD`, no zone) as people write it. */
export function useDayText(): (day: string, style?: "short" | "long") => string {
  const format = useFormatter();
  return (day, style = "short") =>
    format.dateTime(new Date(`${day}T12:00:00Z`), {
      timeZone: "UTC",
      ...(style === "short"
        ? { weekday: "short", day: "numeric", month: "short" }
        : { dateStyle: "full" }),
    });
}

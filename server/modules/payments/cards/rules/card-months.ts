import { addDays, type Day, daysBetween, daysInMonth } from "@/server/kernel/day";

/** The last day on which a card is good whose last month this is (`2030-08`). */
export function lastDayOf(month: string): Day {
  const first = `${month}-01`;
  return addDays(first, daysInMonth(first) - 1);
}

/** How its holder is to be told that it ends: a month before, a week before; null: not yet, or it is over. */
export function expiryNotice(month: string, today: Day): "month" | "week" | null {
  const left = daysBetween(today, lastDayOf(month));
  if (left < 0 || left > 30) return null;
  return left <= 7 ? "week" : "month";
}

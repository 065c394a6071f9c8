import { parseCronItems, type ParsedCronItem } from "graphile-worker";
import { cronOf, schedules } from "../schedules";

/** The declared schedules as graphile-worker's cron; ticks missed while no worker ran are made up. */
export function cronItems(): ParsedCronItem[] {
  return parseCronItems(
    Object.entries(schedules).map(([name, schedule]) => ({
      task: "trama_cron",
      match: cronOf(schedule),
      identifier: name,
      payload: { schedule: name },
      options: { backfillPeriod: schedule.backfillMs ?? 0, maxAttempts: 32_767 },
    })),
  );
}

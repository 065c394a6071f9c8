import type { OutsideQueue } from "../queue";
import { cronOf, schedules } from "../schedules";

const PREFIX = "trama.";

/** Makes the vendor's schedules agree with `schedules.ts`: puts ours, removes ours that are no more, leaves others'. */
export async function syncSchedules(
  queue: OutsideQueue,
): Promise<{ put: number; removed: number }> {
  const wanted = Object.entries(schedules);
  for (const [name, schedule] of wanted)
    await queue.remote.putSchedule({
      id: PREFIX + name,
      cron: cronOf(schedule),
      url: queue.doorUrl("schedule.fanOut"),
      body: JSON.stringify({ schedule: name }),
    });
  const names = new Set(wanted.map(([name]) => PREFIX + name));
  const gone = (await queue.remote.listSchedules()).filter(
    ({ id }) => id.startsWith(PREFIX) && !names.has(id),
  );
  for (const { id } of gone) await queue.remote.deleteSchedule(id);
  return { put: wanted.length, removed: gone.length };
}

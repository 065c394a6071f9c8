/** Schedules come round all day long: in a row of them only the newest is worth a line, with how many there were. */
export function foldTicks<E extends { name: string }>(
  events: readonly E[],
): (E & { times: number })[] {
  const folded: (E & { times: number })[] = [];
  for (const event of events) {
    const last = folded.at(-1);
    if (last && last.name === event.name && event.name === "schedule.ticked") last.times += 1;
    else folded.push({ ...event, times: 1 });
  }
  return folded;
}

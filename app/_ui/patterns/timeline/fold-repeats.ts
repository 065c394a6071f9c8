type Fact = { name: string; actor: { kind: string } };

/**
 * In a row of the same fact only the newest is worth a line, with how many there were: of schedules, which come round all
 * day long, always; where the `company`'s whole history is shown, of all that the product does by itself. Pure.
 */
export function foldRepeats<E extends Fact>(
  events: readonly E[],
  { company }: { company: boolean },
): (E & { times: number })[] {
  const folded: (E & { times: number })[] = [];
  for (const event of events) {
    const last = folded.at(-1);
    const folds =
      event.name === "schedule.ticked" ||
      (company && event.actor.kind === "system" && last?.actor.kind === "system");
    if (last?.name === event.name && folds) last.times += 1;
    else folded.push({ ...event, times: 1 });
  }
  return folded;
}

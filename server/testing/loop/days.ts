import { scheduleFanOut } from "@/server/jobs/schedule-fan-out";
import { addDays, type Day } from "@/server/kernel/day";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { log } from "@/server/log";
import { systemCtx } from "@/server/tenancy/context";
import type { StripeStandin } from "@/standins/stripe/handler";
import { type Done, openBills, perform } from "./acts";
import type { Drivers } from "./drivers";
import type { MovedClock } from "./move-clock";
import { type Memory, whatTheyDo, type YearDay } from "./people";
import type { Town } from "./town";

/** What of the product's schedules comes round at which hour of Lima (UTC−5) in the days that are played. */
const ROUNDS: readonly { time: string; schedules: readonly string[] }[] = [
  { time: "06:00", schedules: ["services.changes", "billing.run"] },
  { time: "09:05", schedules: ["notifications.sweep", "overdue.suspend"] },
  // The same question a quarter of an hour later: nothing is done twice.
  { time: "09:20", schedules: ["overdue.suspend"] },
  { time: "15:00", schedules: ["payments.askGateways", "network.watchReconnections"] },
];

/** What looks at everything that there is, or at what others have left, comes round once a week here. */
const WEEKLY = [
  ...["billing.prove", "audit.verify", "audit.checkpoint", "jobs.clean"],
  ...["services.expireHolds", "events.deliver"],
];
/** The second look comes round on one day in so many. */
const SECOND_LOOK = 4;

export type Play = {
  town: Town;
  drivers: Drivers;
  clock: MovedClock;
  stripe: StripeStandin;
  on: YearDay;
  days: number;
  /** After each day, with what was done so far. */
  check?(today: Day): Promise<void>;
};

const at = (day: Day, time: string): Date => new Date(`${day}T${time}:00-05:00`);

/** Plays the days one after another; gives everything that people did. */
export async function playDays(play: Play): Promise<Done[]> {
  const { on, days, town } = play;
  const done: Done[] = [];
  const memories = new Map(town.people.map((person): [number, Memory] => [person.at, {}]));
  for (let n = 0; n < days; n++) {
    const today = addDays(on(1, 1), n);
    for (const { time, schedules } of ROUNDS) {
      if (time === "09:20" && n % SECOND_LOOK > 0) continue;
      if (time === "15:00") done.push(...(await peopleAct(play, today, memories)));
      await outages(play, today, time);
      await goTo(play, at(today, time));
      const weekly = time === "06:00" && n % 7 === 6 ? WEEKLY : [];
      for (const schedule of [...schedules, ...weekly]) await comeRound(schedule);
      await play.drivers.settle();
    }
    await play.check?.(today);
  }
  return done;
}

/** To that instant, and everything that waited for it is worked on. */
async function goTo({ clock, drivers }: Play, instant: Date): Promise<void> {
  clock.set(instant);
  await drivers.release(instant);
}

/** A tick of the schedule, as the queue's cron gives it. */
async function comeRound(schedule: string): Promise<void> {
  const ctx = systemCtx(PLATFORM_TENANT_ID, "schedule.fanOut");
  await scheduleFanOut.handle(
    ctx,
    { schedule },
    {
      ...{ name: "schedule.fanOut", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
      signal: new AbortController().signal,
      deadline: new Date(ctx.now.getTime() + 60_000),
    },
  );
}

/** One router is off from the morning until the afternoon of a day, in the middle of the cuts. */
async function outages({ town, on }: Play, today: Day, time: string): Promise<void> {
  if (today !== on(2, 16)) return;
  if (time === "09:05") await town.routers[0]?.unplug();
  if (time === "15:00") await town.routers[0]?.plug();
}

/** At eleven everybody does what they do today. */
async function peopleAct(play: Play, today: Day, memories: Map<number, Memory>): Promise<Done[]> {
  const { town, stripe, on } = play;
  await goTo(play, at(today, "11:00"));
  const now = new Date();
  const actor = { ...town.owner.actor, provedAt: now } as typeof town.owner.actor;
  const ctx = { ...town.owner, actor, now };
  const bills = await openBills(ctx);
  const done: Done[] = [];
  for (const person of town.people) {
    const memory = memories.get(person.at) ?? {};
    const own = bills.get(person.customerId) ?? [];
    for (const act of whatTheyDo({ person, today, bills: own, memory, on })) {
      await perform(person, act, memory, { town, stripe, ctx, today, bills: own });
      log.debug({ today, at: person.at, act }, "somebody did something");
      done.push({ on: today, at: person.at, act });
    }
  }
  await play.drivers.settle();
  return done;
}

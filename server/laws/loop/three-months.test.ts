import { expect, test } from "vitest";
import { addDays } from "@/server/kernel/day";
import type { Done } from "@/server/testing/loop/acts";
import { playDays } from "@/server/testing/loop/days";
import { type DriversName, openDrivers } from "@/server/testing/loop/drivers";
import { hookReceiver } from "@/server/testing/loop/hook-receiver";
import { wrongMessages } from "@/server/testing/loop/messages";
import { moveClock } from "@/server/testing/loop/move-clock";
import { tell, type Told } from "@/server/testing/loop/told";
import { buildTown } from "@/server/testing/loop/town";
import {
  billsIssued,
  expectedBills,
  expectedSteps,
  livesOf,
  stepsTaken,
  untruths,
} from "@/server/testing/loop/truths";
import { serveHandler } from "@/standins/serve-handler";
import { StripeStandin } from "@/standins/stripe/handler";

/** `LOOP_SIZE=n LOOP_DAYS=n` plays others; the soak plays the thousand. */
const DAYS = Number(process.env.LOOP_DAYS ?? 92);
const SIZE = Number(process.env.LOOP_SIZE ?? (process.env.SOAK ? 1_000 : 32));

/** The first of January to come: what is delayed to a moved day must lie ahead of the database's own clock. */
const YEAR = new Date().getUTCFullYear() + 1;
const on = (month: number, day: number): string =>
  `${YEAR}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** Three months of the whole loop over one set of drivers: everything that is promised holds; what stands there in the end. */
async function liveOver(name: DriversName): Promise<{ told: Told; done: Done[] }> {
  const clock = moveClock();
  clock.set(new Date(`${on(1, 1)}T00:00:00-05:00`));
  const stripe = new StripeStandin();
  const gateway = await serveHandler(stripe.handle);
  const receiver = await hookReceiver();
  const drivers = await openDrivers(name, { STRIPE_BASE_URL: gateway.url });
  const startedMs = performance.now();
  try {
    const town = await buildTown({ size: SIZE, on, stripe, receiver });
    const done = await playDays({ town, drivers, clock, stripe, on, days: DAYS });
    const fates = livesOf(town, done, DAYS, on);
    const said = `${name}: ${SIZE} customers, ${addDays(on(1, 1), DAYS - 1)}`;
    expect(await billsIssued(town), said).toEqual(expectedBills(town, fates));
    expect(await stepsTaken(town), said).toEqual(expectedSteps(town, fates));
    expect(await wrongMessages(town, fates), said).toEqual([]);
    expect(await untruths(town, fates), said).toEqual([]);
    expect(await receiver.untruths(town), said).toEqual([]);
    expect(await drivers.left(), said).toBe(0);
    const mails = drivers.mails().map((mail) => mail.replaceAll(town.tenant.slug, "Town"));
    const told: Told = { ...(await tell(town)), mails: mails.toSorted() };
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
    process.stdout.write(
      `${said}: ${done.length} acts, ${told.steps?.length ?? 0} steps, ${seconds} s\n`,
    );
    await town.close();
    return { told, done };
  } finally {
    await drivers.close();
    await Promise.all([receiver.close(), gateway.stop()]);
    clock.end();
  }
}

test(
  "three months of everybody's bills, reminders, cuts, payments and reconnections end as the policies say, and alike on both sets of drivers",
  async () => {
    const embedded = await liveOver("embedded");
    const hosted = await liveOver("hosted");
    expect(hosted.done).toEqual(embedded.done);
    for (const [what, rows] of Object.entries(embedded.told))
      expect(hosted.told[what], what).toEqual(rows);
  },
  process.env.SOAK ? 7_200_000 : 1_800_000,
);

import { addDays, type Day, daysBetween } from "@/server/kernel/day";

/** How somebody behaves with their bills. */
export const MANNERS = [
  ...["early", "onTime", "onTime", "late", "atGateway", "proof", "partly", "over"],
  ...["keepsWord", "breaksWord", "never", "vip", "chargeback", "pauses", "misuses", "late"],
] as const;
export type Manner = (typeof MANNERS)[number];

export type Person = {
  /** Their place in the town; also their customer number less the first one. */
  at: number;
  customerId: string;
  serviceId: string;
  manner: Manner;
  /** Which ladder: its place among `LADDERS`. */
  ladder: number;
  anchor: number;
  priceMinor: number;
  routerAt: number;
};

/** What of an invoice a payer sees. */
export type Bill = { id: string; issuedOn: Day; dueOn: Day; openMinor: number };

/** What a person remembers from one day to the next. */
export type Memory = {
  proofId?: string;
  promisedTo?: Day;
  promised?: boolean;
  halved?: string;
  chargeId?: string;
  paidOn?: Day;
  disputed?: boolean;
  paymentId?: string;
  refunded?: boolean;
};

export type Act =
  | { kind: "cash" | "transfer" | "gateway" | "proof"; amountMinor: number }
  | { kind: "promise"; dueOn: Day }
  | { kind: "refund"; amountMinor: number }
  | { kind: "approve" | "dispute" | "hold" | "release" }
  | { kind: "pause"; until: Day };

/** A day of the year that is played: month and day of month. */
export type YearDay = (month: number, day: number) => Day;

type Situation = {
  person: Person;
  today: Day;
  bills: readonly Bill[];
  memory: Memory;
  on: YearDay;
};

/** More than was asked for, by who pays too much; and what of it they want back. */
export const TOO_MUCH_MINOR = 1_500;
const BACK_MINOR = 500;

/** What somebody does today: what they owe, how they are, and what they remember decide. Pure. */
export function whatTheyDo(given: Situation): Act[] {
  const { person, today, bills, memory, on } = given;
  const oldest = bills.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
  const owed = bills.reduce((sum, bill) => sum + bill.openMinor, 0);
  const acts: Act[] = [];
  if (person.manner === "misuses" && today === on(1, 26)) acts.push({ kind: "hold" });
  if (person.manner === "misuses" && today === on(3, 12)) acts.push({ kind: "release" });
  if (person.manner === "pauses" && today === on(2, 12))
    acts.push({ kind: "pause", until: on(3, 3) });
  if (memory.proofId) return [...acts, { kind: "approve" }];
  if (
    memory.chargeId &&
    memory.paidOn &&
    !memory.disputed &&
    daysBetween(memory.paidOn, today) >= 9
  )
    return [...acts, { kind: "dispute" }];
  if (memory.paymentId && !memory.refunded) acts.push({ kind: "refund", amountMinor: BACK_MINOR });
  const act = oldest && pays[person.manner](given, daysBetween(oldest.dueOn, today), owed, oldest);
  return act ? [...acts, act] : acts;
}

/** Days since the oldest bill was due (below zero: before), all that is owed, and that bill. */
type Pays = (given: Situation, late: number, owed: number, oldest: Bill) => Act | undefined;

const when = (yes: boolean, kind: "cash" | "transfer" | "gateway" | "proof", amountMinor: number) =>
  yes ? { kind, amountMinor } : undefined;

const pays: Readonly<Record<Manner, Pays>> = {
  early: (_given, _late, owed) => when(true, "gateway", owed),
  onTime: (_given, late, owed) => when(late >= -1, "transfer", owed),
  late: ({ person }, late, owed) => when(late >= 3 + (person.at % 23), "cash", owed),
  atGateway: ({ person }, late, owed) => when(late >= 2 + (person.at % 19), "gateway", owed),
  proof: ({ person }, late, owed) => when(late >= 4 + (person.at % 11), "proof", owed),
  partly: ({ memory }, late, owed, oldest) =>
    late >= 14
      ? when(true, "cash", owed)
      : when(
          late >= 0 && memory.halved !== oldest.id,
          "transfer",
          Math.floor(oldest.openMinor / 2),
        ),
  over: (_given, late, owed) => when(late >= 0, "transfer", owed + TOO_MUCH_MINOR),
  keepsWord: ({ today, memory }, late, owed) => {
    if (memory.promisedTo !== undefined) return when(today >= memory.promisedTo, "cash", owed);
    return late >= 6 ? { kind: "promise", dueOn: addDays(today, 4) } : undefined;
  },
  breaksWord: ({ today, memory }, late, owed) => {
    if (late >= 8 && !memory.promised) return { kind: "promise", dueOn: addDays(today, 3) };
    return when(late >= 21, "cash", owed);
  },
  never: () => undefined,
  vip: (_given, late, owed) => when(late >= 40, "transfer", owed),
  chargeback: ({ memory }, late, owed) =>
    memory.chargeId ? when(late >= 16, "cash", owed) : when(true, "gateway", owed),
  pauses: (_given, late, owed) => when(late >= -1, "transfer", owed),
  misuses: (_given, late, owed) => when(late >= 17, "cash", owed),
};

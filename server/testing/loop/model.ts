import { addDays, type Day, daysBetween } from "@/server/kernel/day";
import type { Done } from "./acts";
import { LADDERS } from "./ladders";
import type { Person, YearDay } from "./people";
import { DUE_DAYS } from "./town";

/** A step that should have been taken, by the model's own reckoning. */
export type Expected = { at: number; bill: Day; key: string; on: Day };

type Debt = { dueOn: Day; issuedOn: Day; open: number; paidBy: { n: number; minor: number }[] };
type Said = { bill: Debt; key: string; kind: string; on: Day; counts: boolean };

/** What should have become of one person after so many days. */
export type Fate = {
  steps: Expected[];
  /** Bills by the day of issue with their total. */
  bills: { issuedOn: Day; total: number; open: number }[];
  payments: number;
  promises: { granted: number; broken: number };
  debt: "none" | "soft" | "hard";
  misuse: boolean;
  ended: boolean;
  credit: number;
};

const FORCE = new Set(["softStep", "cut", "terminate"]);
const TELLS = new Set(["reminder", "overdue"]);
const next = (day: Day) => addDays(day, 1);

/**
 * The life of one person, played again in a few lines that share nothing with the product's rules but the ladder's table:
 * bills come on their day, the ladder is looked at in the morning, people act at eleven.
 */
export function liveThrough(
  person: Person,
  done: readonly Done[],
  days: number,
  on: YearDay,
): Fate {
  const life = new Life(person, on);
  const byDay = Map.groupBy(done, (one) => one.on);
  for (let n = 0; n < days; n++) {
    const today = addDays(on(1, 1), n);
    life.bill(today);
    life.look(today);
    for (const { act } of byDay.get(today) ?? []) life.act(act, today);
  }
  return life.fate();
}

class Life {
  private readonly ladder;
  private readonly bills: Debt[] = [];
  private readonly totals = new Map<Debt, number>();
  private readonly said: Said[] = [];
  private readonly steps: Expected[] = [];
  private debt: Fate["debt"] = "none";
  private misuse = false;
  private ended = false;
  private credit = 0;
  private payments = 0;
  private promise: { dueOn: Day; amount: number; paid: number } | undefined;
  private readonly promises = { granted: 0, broken: 0 };
  private proof: { minor: number; until: Day } | undefined;
  private gateway: number | undefined;
  private heldOn: Day | undefined;
  private unused = 0;
  private paused: { from: Day; to: Day } | undefined;
  private debtSince: Day | undefined;

  constructor(
    private readonly person: Person,
    private readonly on: YearDay,
  ) {
    this.ladder = LADDERS[person.ladder] ?? LADDERS[0];
  }

  fate(): Fate {
    const bills = this.bills.map((bill) => ({
      ...{ issuedOn: bill.issuedOn, total: this.totals.get(bill) ?? 0, open: bill.open },
    }));
    const { steps, payments, promises, debt, misuse, ended, credit } = this;
    return { steps, bills, payments, promises, debt, misuse, ended, credit };
  }

  /** Prepaid, on the anchor's day; a month that is held off from its first day on is not billed. */
  bill(today: Day): void {
    const { anchor, priceMinor } = this.person;
    if (this.paused?.to === today) this.unused = this.pausedAfterBilling(this.paused, priceMinor);
    if (Number(today.slice(8)) !== anchor || this.ended) return;
    if (this.debt === "hard" || this.misuse) return;
    const open = this.charge(today, priceMinor) - this.unused;
    this.unused = 0;
    const bill: Debt = {
      ...{ issuedOn: today, dueOn: addDays(today, DUE_DAYS), open },
      paidBy: [],
    };
    this.totals.set(bill, bill.open);
    this.bills.push(bill);
    const used = Math.min(this.credit, bill.open);
    this.credit -= used;
    bill.open -= used;
  }

  /** Days of a pause that is known on the day of issue are not charged. */
  private charge(from: Day, priceMinor: number): number {
    const { paused } = this;
    return this.costOf(from, priceMinor, (day) => !paused || day < paused.from || day >= paused.to);
  }

  /** What was billed already of a pause's days: the next bill gives it back. */
  private pausedAfterBilling({ from, to }: { from: Day; to: Day }, priceMinor: number): number {
    const billed = this.bills.findLast(({ issuedOn }) => issuedOn <= from);
    if (!billed) return 0;
    return this.costOf(billed.issuedOn, priceMinor, (day) => day >= from && day < to);
  }

  /** The days of a month from an anchor's day on that count; each costs its step of the rounded price. */
  private costOf(from: Day, priceMinor: number, counts: (day: Day) => boolean): number {
    const month = Number(from.slice(5, 7));
    const length = daysBetween(from, this.on(month + 1, this.person.anchor));
    const upTo = (n: number) => Math.floor((2 * priceMinor * n + length) / (2 * length));
    let sum = 0;
    for (let n = 0; n < length; n++) if (counts(addDays(from, n))) sum += upTo(n + 1) - upTo(n);
    return sum;
  }

  look(today: Day): void {
    if (this.promise && this.promise.dueOn < today) {
      this.promise = undefined;
      this.promises.broken++;
    }
    if (this.person.manner === "vip" || this.promise || !this.ladder) return;
    const before = [...this.said];
    const wanted = this.bills.filter(({ open }) => open > 0);
    const force = this.ended ? [] : this.force(today, before, wanted);
    for (const bill of wanted) this.tell(bill, today, before);
    for (const { key, kind, bill, counts } of force) this.take(bill, { key, kind }, today, counts);
    for (const { kind, counts } of force) if (counts) this.enforce(kind, today);
  }

  private enforce(kind: string, today: Day): void {
    if (kind === "terminate") this.ended = true;
    else this.debt = kind === "cut" ? "hard" : "soft";
    this.debtSince = kind === "cut" ? today : undefined;
  }

  private take(bill: Debt, { key, kind }: { key: string; kind: string }, on: Day, counts: boolean) {
    this.said.push({ bill, key, kind, on, counts });
    if (counts) this.steps.push({ at: this.person.at, bill: bill.issuedOn, key, on });
  }

  private overdue = (today: Day) =>
    this.bills.filter(({ dueOn, open }) => dueOn < today && open > 0).toSorted(byAge);

  private tell(bill: Debt, today: Day, before: readonly Said[]): void {
    const taken = (key: string) => before.some((one) => one.bill === bill && one.key === key);
    const due = (this.ladder?.steps ?? [])
      .filter(({ kind }) => !FORCE.has(kind))
      .toSorted((a, b) => a.offsetDays - b.offsetDays)
      .filter(({ key, offsetDays }) => !taken(key) && addDays(bill.dueOn, offsetDays) <= today);
    const last = due.findLast(({ kind }) => TELLS.has(kind));
    const owed = sum(this.overdue(today)) + (bill.dueOn >= today ? bill.open : 0);
    for (const step of due) {
      const tells = TELLS.has(step.kind);
      const tooLate = step.offsetDays <= 0 && today > bill.dueOn;
      const tooSoon = step.offsetDays < 0 && addDays(bill.dueOn, step.offsetDays) < bill.issuedOn;
      if (tells && (step !== last || tooLate || tooSoon)) this.take(bill, step, today, false);
      else if (owed >= (this.ladder?.floorMinor ?? 0)) this.take(bill, step, today, true);
    }
  }

  /** What would be done to the service today, by its oldest overdue bill. */
  private force(today: Day, before: readonly Said[], wanted: readonly Debt[]): Said[] {
    const borne = this.overdue(today);
    const [bill] = borne;
    if (!bill || wanted.length === 0) return [];
    const steps = (this.ladder?.steps ?? []).filter(({ kind }) => FORCE.has(kind));
    const free = steps
      .filter(({ key, kind, offsetDays }) => {
        if (kind !== "terminate" && this.debt === "hard") return false;
        if (kind === "softStep" && this.debt === "soft") return false;
        if (before.some((one) => one.bill === bill && one.key === key)) return false;
        return addDays(bill.dueOn, offsetDays) <= today;
      })
      .filter(({ kind, offsetDays }) => this.may(kind, offsetDays, { bill, today, before, borne }));
    const cuts = free.some(({ kind }) => kind === "cut");
    return free.map(({ key, kind }) => ({
      ...{ bill, key, kind, on: today, counts: !(kind === "softStep" && cuts) },
    }));
  }

  private may(
    kind: string,
    offset: number,
    given: { bill: Debt; today: Day; before: readonly Said[]; borne: readonly Debt[] },
  ): boolean {
    const { bill, today, before, borne } = given;
    if (sum(borne) < (this.ladder?.floorMinor ?? 0)) return false;
    if (this.proof && this.proof.until >= today) return false;
    if (kind === "terminate" && (this.debt !== "hard" || this.debtSince === today)) return false;
    if (kind === "cut") {
      const words = before.filter((one) => one.bill === bill && TELLS.has(one.kind));
      const done = words.filter(({ counts }) => counts);
      const earlier = done.some((one) => one.on < today);
      const unsaid = (this.ladder?.steps ?? []).some(
        (step) =>
          TELLS.has(step.kind) &&
          step.offsetDays < offset &&
          !words.some(({ key }) => key === step.key),
      );
      if (!earlier && (done.length > 0 || unsaid)) return false;
    }
    return this.cutsAllowed(today);
  }

  private cutsAllowed(today: Day): boolean {
    const { on, ladder } = this;
    const inside = (from: Day, to: Day) => from <= today && today <= to;
    if (inside(on(2, 8), on(2, 10)) || inside(on(3, 9), on(3, 11))) return false;
    const holiday = on(1, 20);
    if ((ladder?.skipHolidays ?? true) && today === holiday) return false;
    if (ladder?.skipEveOfHolidays && next(today) === holiday) return false;
    return !ladder?.noCutWeekdays?.includes(new Date(`${today}T00:00:00Z`).getUTCDay());
  }

  act(act: Done["act"], today: Day): void {
    if (act.kind === "cash" || act.kind === "transfer") this.pay(act.amountMinor, today);
    if (act.kind === "gateway") this.gateway = this.pay(act.amountMinor, today);
    if (act.kind === "proof") this.bringProof(act.amountMinor, today);
    if (act.kind === "approve" && this.proof) {
      this.pay(this.proof.minor, today);
      this.proof = undefined;
    }
    if (act.kind === "promise") this.promiseTo(act.dueOn, today);
    if (act.kind === "dispute") this.loseCharge();
    if (act.kind === "refund") this.credit -= act.amountMinor;
    if (act.kind === "hold" || act.kind === "release") this.misuse = act.kind === "hold";
    if (act.kind === "pause") this.paused = { from: today, to: act.until };
  }

  /** A proof keeps from the cut for two days, once in thirty. */
  private bringProof(minor: number, today: Day): void {
    const holds = this.heldOn === undefined || daysBetween(this.heldOn, today) >= 30;
    if (holds) this.heldOn = today;
    this.proof = { minor, until: holds ? addDays(today, 2) : "" };
  }

  private pay(minor: number, today: Day): number {
    const n = ++this.payments;
    let left = minor;
    for (const bill of this.bills.filter(({ open }) => open > 0).toSorted(byAge)) {
      const part = Math.min(left, bill.open);
      if (part === 0) continue;
      bill.open -= part;
      left -= part;
      bill.paidBy.push({ n, minor: part });
    }
    this.credit += left;
    if (this.promise) this.promise.paid += minor;
    this.settle(today);
    return n;
  }

  private settle(today: Day): void {
    const owed = sum(this.overdue(today));
    if (owed === 0 || owed < (this.ladder?.floorMinor ?? 0)) this.debt = "none";
    if (this.promise && (owed === 0 || this.promise.paid >= this.promise.amount))
      this.promise = undefined;
  }

  private promiseTo(dueOn: Day, today: Day): void {
    this.promise = { dueOn, amount: sum(this.overdue(today)), paid: 0 };
    this.promises.granted++;
    this.debt = "none";
    this.forgetForce();
  }

  /** The words were said; being cut may come again. */
  private forgetForce(): void {
    for (let n = this.said.length - 1; n >= 0; n--)
      if (["softStep", "cut"].includes(this.said[n]?.kind ?? "")) this.said.splice(n, 1);
  }

  private loseCharge(): void {
    for (const bill of this.bills)
      for (const { n, minor } of bill.paidBy) if (n === this.gateway) bill.open += minor;
    this.forgetForce();
  }
}

const byAge = (a: Debt, b: Debt) => a.dueOn.localeCompare(b.dueOn);
const sum = (bills: readonly Debt[]) => bills.reduce((total, { open }) => total + open, 0);

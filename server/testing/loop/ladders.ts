import type { CreatePolicyInput } from "@/server/modules/billing/dunning/schema";

const always = { cutFrom: "09:00", cutUntil: "17:00" } as const;

/** Every kind of ladder: the usual one, a hard one that ends, one that slows first, one with a floor, one that cuts nobody. */
export const LADDERS: readonly CreatePolicyInput[] = [
  {
    ...{ ...always, name: "General", isDefault: true, noCutWeekdays: [5, 6, 0] },
    steps: [
      { key: "before3", kind: "reminder", offsetDays: -3 },
      { key: "dueDay", kind: "reminder", offsetDays: 0 },
      { key: "after3", kind: "overdue", offsetDays: 3 },
      { key: "after7", kind: "overdue", offsetDays: 7 },
      { key: "cut10", kind: "cut", offsetDays: 10 },
    ],
  },
  {
    ...{ ...always, name: "Dura", noCutWeekdays: [0], skipHolidays: false },
    steps: [
      { key: "dueDay", kind: "reminder", offsetDays: 0 },
      { key: "after1", kind: "overdue", offsetDays: 1 },
      { key: "cut2", kind: "cut", offsetDays: 2 },
      { key: "task20", kind: "task", offsetDays: 20 },
      { key: "end45", kind: "terminate", offsetDays: 45 },
    ],
  },
  {
    ...{ ...always, name: "Suave", noCutWeekdays: [6, 0], skipEveOfHolidays: true },
    steps: [
      { key: "before5", kind: "reminder", offsetDays: -5 },
      { key: "after2", kind: "overdue", offsetDays: 2 },
      { key: "soft5", kind: "softStep", offsetDays: 5 },
      { key: "after9", kind: "overdue", offsetDays: 9 },
      { key: "cut12", kind: "cut", offsetDays: 12 },
    ],
  },
  {
    // A bill alone is below the floor; the second one makes it count.
    ...{ ...always, name: "Con piso", noCutWeekdays: [], floorMinor: 11_000 },
    steps: [
      { key: "after2", kind: "overdue", offsetDays: 2 },
      { key: "cut6", kind: "cut", offsetDays: 6 },
    ],
  },
  {
    ...{ ...always, name: "Sin corte", noCutWeekdays: [] },
    steps: [
      { key: "dueDay", kind: "reminder", offsetDays: 0 },
      { key: "after5", kind: "overdue", offsetDays: 5 },
      { key: "after15", kind: "overdue", offsetDays: 15 },
    ],
  },
];

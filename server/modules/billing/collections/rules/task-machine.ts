import type { Transitions } from "@/server/kernel/state-machine";

export const TASK_STATUSES = [
  "open",
  "inProgress",
  "promised",
  "paid",
  "uncollectable",
  "cancelled",
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** What people, a promise and money do to a task. */
export type TaskEvent = "start" | "putBack" | "promise" | "pay" | "giveUp" | "cancel" | "reopen";

/** A task's whole life; what is absent is illegal. Only money makes it paid, only a promise makes it promised. */
export const taskMachine: Transitions<TaskStatus, TaskEvent> = {
  open: {
    start: "inProgress",
    promise: "promised",
    pay: "paid",
    giveUp: "uncollectable",
    cancel: "cancelled",
  },
  inProgress: {
    putBack: "open",
    promise: "promised",
    pay: "paid",
    giveUp: "uncollectable",
    cancel: "cancelled",
  },
  promised: {
    start: "inProgress",
    putBack: "open",
    promise: "promised",
    pay: "paid",
    giveUp: "uncollectable",
    cancel: "cancelled",
  },
  paid: {},
  uncollectable: { reopen: "open" },
  cancelled: { reopen: "open" },
};

export const isClosed = (status: TaskStatus): boolean =>
  status === "paid" || status === "uncollectable" || status === "cancelled";

/** What a person asks for by naming a status; undefined: not theirs to set. */
export function eventTowards(from: TaskStatus, to: TaskStatus): TaskEvent | undefined {
  switch (to) {
    case "open":
      return isClosed(from) ? "reopen" : "putBack";
    case "inProgress":
      return "start";
    case "uncollectable":
      return "giveUp";
    case "cancelled":
      return "cancel";
    default:
      return undefined;
  }
}

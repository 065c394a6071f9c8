import { deliver, dueMessages, type Fetch, fireSchedules } from "./deliver";
import { handle } from "./handler";
import { type Fault, newKey, State } from "./state";

/** Keys that the vendor documents for its own development server. */
export const DEVELOPMENT = {
  token: "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=",
  current: "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r",
  next: "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs",
};

/** A QStash account in this process. */
export type Qstash = {
  readonly state: State;
  handle(request: Request): Promise<Response>;
  /** Delivers what is due by the account's clock, again and again until nothing is. */
  deliverDue(): Promise<number>;
  /** Moves the clock on and delivers what has become due. */
  advance(ms: number): Promise<number>;
  /** Asks for one thing to go wrong. */
  fail(fault: Fault): void;
};

export function createQstash(
  options: { token?: string; current?: string; next?: string; send?: Fetch } = {},
): Qstash {
  const {
    token = "test-token",
    current = newKey(),
    next = newKey(),
    send = (r) => fetch(r),
  } = options;
  const state = new State(token, { current, next });
  const deliverDue = async (): Promise<number> => {
    let delivered = 0;
    for (;;) {
      fireSchedules(state);
      const due = dueMessages(state);
      if (due.length === 0) return delivered;
      await Promise.all(due.map((message) => deliver(state, message, send)));
      delivered += due.length;
    }
  };
  return {
    state,
    handle: (request) => handle(state, request),
    deliverDue,
    advance: (ms) => {
      state.aheadMs += ms;
      return deliverDue();
    },
    fail: (fault) => state.faults.push(fault),
  };
}

import { Conflict } from "./errors";

/** A machine's table: from each state, which event leads where. What is absent is illegal. */
export type Transitions<S extends string, E extends string> = {
  readonly [From in S]: { readonly [Event in E]?: S };
};

/** A typed error: the state does not allow the event. */
export class IllegalTransition extends Conflict {
  constructor(
    readonly machine: string,
    readonly from: string,
    readonly event: string,
  ) {
    super(
      "illegal_transition",
      { from, event },
      { detail: `${machine}: no ${event} from ${from}` },
    );
  }
}

/** The state after the event; throws `IllegalTransition`. */
export function transition<S extends string, E extends string>(
  machine: string,
  table: Transitions<S, E>,
  from: S,
  event: E,
): S {
  const to = table[from][event];
  if (to === undefined) throw new IllegalTransition(machine, from, event);
  return to;
}

/** Does the state allow the event? */
export const allows = <S extends string, E extends string>(
  table: Transitions<S, E>,
  from: S,
  event: E,
): boolean => table[from][event] !== undefined;

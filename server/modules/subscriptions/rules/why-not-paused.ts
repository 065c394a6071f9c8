/**
 * Why a service cannot rest now, as a key of `errors`; undefined: nothing stands against it but its state itself. What is
 * owed is paid first: a pause would take it off the ladder.
 */
export function whyNotPaused({ state, holds }: { state: string; holds: readonly string[] }) {
  if (state === "paused") return undefined;
  if (state === "grace" || state === "pastDue" || holds.includes("debt"))
    return "pause_while_owing" as const;
  return holds.length > 0 ? ("pause_while_held" as const) : undefined;
}

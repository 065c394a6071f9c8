import { ZodError } from "zod";
import { isOutcomeUnknown, TramaError } from "@/server/kernel/errors";
import { isAway } from "./stage";

/**
 * How a call ended for its caller. `refused`: by a rule. `failed`: the connection ended before the commit, so nothing
 * may be there. `unknown`: it ended while the commit waited for its answer, so all or nothing is there.
 */
export type Outcome = "done" | "refused" | "failed" | "unknown";

export type Entry = {
  readonly action: string;
  readonly tenantId: string;
  /** Written into what the call makes, so that its effect can be told from others'. */
  readonly mark: string;
  readonly outcome: Outcome;
  /** What it gave back or was about: the id of a key, an endpoint, a file. */
  readonly about: string | undefined;
};

/** What callers were told, against which the data is held afterwards. */
export type Ledger = {
  readonly entries: Entry[];
  /** Errors that no fault explains. */
  readonly surprises: string[];
};

/** Runs one call and writes down what its caller was told. */
export async function note(
  ledger: Ledger,
  call: Pick<Entry, "action" | "tenantId" | "mark"> & { about?: string },
  work: () => Promise<string | void>,
): Promise<Outcome> {
  let outcome: Outcome = "done";
  let { about } = call;
  try {
    about = (await work()) ?? about;
  } catch (error) {
    outcome = outcomeOf(error);
    if (outcome === "failed" && !isAway(causeOf(error)))
      ledger.surprises.push(`${call.action} ${call.mark}: ${String(causeOf(error))}`);
  }
  ledger.entries.push({ ...call, outcome, about });
  return outcome;
}

function outcomeOf(error: unknown): Outcome {
  if (isOutcomeUnknown(error)) return "unknown";
  return error instanceof TramaError || error instanceof ZodError ? "refused" : "failed";
}

/** drizzle wraps the driver's error. */
const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? error.cause : error;

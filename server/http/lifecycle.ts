import { log } from "@/server/log";
import { reportError } from "@/server/observability/report-error";
import type { RunningProcess } from "./run";

/** Drains at the first SIGTERM or SIGINT and exits 0; a second one exits at once. */
export function endOnSignals(running: Pick<RunningProcess, "end">): void {
  let ending = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      void running.end().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "drain failed");
          process.exit(1);
        },
      );
    });
}

/**
 * A process in an unknown state must not go on: the error is told, then the process exits 1 and the supervisor
 * starts a new one. An error while starting ends here too, as one line that a person can read.
 */
export function exitOnUnknown(): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error) => {
      reportError(error, { door: event });
      process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
      // Time for the report to leave.
      setTimeout(() => process.exit(1), 500);
    });
}

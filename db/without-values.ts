/**
 * drizzle writes every value of a failed statement into its error's text; from there they would reach logs, dead letters
 * and error reports. The statement stays, its values go, also where another error has it as its cause. Returns the error.
 */
export function withoutValues(error: unknown): unknown {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (!isQueryError(at)) continue;
    const [said, message] = [at.message, `Failed query: ${at.query}`];
    at.stack = at.stack?.split(said).join(message);
    at.message = message;
    at.params = [];
  }
  return error;
}

type QueryError = Error & { query: string; params: unknown[] };

/** By shape: main.ts and Next load drizzle's classes twice. */
function isQueryError(error: Error): error is QueryError {
  const { query, params } = error as Partial<QueryError>;
  return typeof query === "string" && Array.isArray(params);
}

/** What goes wrong with a request: a refusal, or no answer in time, before or after it was done. */
export type Fault =
  | { status: number; error?: Record<string, unknown> & { type: string } }
  | { silent: "before" | "after" };

/** Longer than anybody waits. */
export const never = (): Promise<Response> =>
  new Promise((resolve) =>
    setTimeout(() => resolve(new Response(null, { status: 504 })), 120_000).unref(),
  );

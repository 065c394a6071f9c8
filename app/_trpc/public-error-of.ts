/** What a person may read of an error (server/doors/public-error.ts). */
export type ShownError = {
  code: string;
  key: string;
  message: string;
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
  requestId?: string;
};

/** The server's words in whatever a call threw; undefined when no server spoke (no network). */
export function publicErrorOf(error: unknown): ShownError | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { data } = error as { data?: { error?: ShownError } | null };
  return data?.error;
}

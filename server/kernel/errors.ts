/** Codes of the few error classes; the doors map them once to HTTP and tRPC. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "limit_reached"
  | "too_many_requests"
  | "unavailable";

/** Values that fill the placeholders of a user's message. */
export type MessageParams = Record<string, string | number>;

/**
 * An error that a person may see. `key` names a message under `errors` in messages/;
 * `message` is ours, for logs, and never shown to a customer.
 */
export class TramaError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly key: string,
    readonly params: MessageParams = {},
    options?: {
      cause?: unknown;
      detail?: string;
      retryAfterSeconds?: number;
      fields?: Record<string, string>;
    },
  ) {
    super(options?.detail ?? `${code}: ${key}`, { cause: options?.cause });
    this.name = new.target.name;
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.fields = options?.fields;
  }
  readonly retryAfterSeconds: number | undefined;
  /** Field path → message key, for errors shown beside a field. */
  readonly fields: Record<string, string> | undefined;
}

type Options = ConstructorParameters<typeof TramaError>[3];

/** The input breaks a rule that its author can mend. */
export class Invalid extends TramaError {
  constructor(key: string, params?: MessageParams, options?: Options) {
    super("invalid", key, params, options);
  }
}

/** Nobody is signed in, or the session has ended. */
export class Unauthenticated extends TramaError {
  constructor(key = "unauthenticated", params?: MessageParams, options?: Options) {
    super("unauthenticated", key, params, options);
  }
}

/** Signed in, but this action is not theirs. */
export class Forbidden extends TramaError {
  constructor(key = "forbidden", params?: MessageParams, options?: Options) {
    super("forbidden", key, params, options);
  }
}

/** No such row here: also the answer for another tenant's id. */
export class NotFound extends TramaError {
  constructor(entity: string, options?: Options) {
    super("not_found", "not_found", { entity }, options);
  }
}

/** The row's state, or another request, stands against it. */
export class Conflict extends TramaError {
  constructor(key: string, params?: MessageParams, options?: Options) {
    super("conflict", key, params, options);
  }
}

/** The SaaS plan's limit is reached; says which and how to go on. */
export class LimitReached extends TramaError {
  constructor(params: { resource: string; maximum: number; used: number }, options?: Options) {
    super("limit_reached", "limit_reached", params, options);
  }
}

/** Too often: come back after `retryAfterSeconds`. */
export class TooManyRequests extends TramaError {
  constructor(retryAfterSeconds: number, options?: Options) {
    super(
      "too_many_requests",
      "too_many_requests",
      { seconds: retryAfterSeconds },
      { ...options, retryAfterSeconds },
    );
  }
}

/** A dependency (vendor, database, queue) does not answer now. */
export class Unavailable extends TramaError {
  constructor(key = "unavailable", params?: MessageParams, options?: Options) {
    super("unavailable", key, params, options);
  }
}

/** The connection ended while a commit waited for its answer: the work is whole or absent, and only the data says which. */
export class OutcomeUnknown extends Unavailable {
  constructor(options?: Options) {
    super("outcome_unknown", undefined, options);
  }
}

/** By shape, not by class: main.ts and Next load the class twice, and the pool belongs to one of them. */
export const isOutcomeUnknown = (error: unknown): boolean =>
  error instanceof Error && (error as Partial<TramaError>).key === "outcome_unknown";

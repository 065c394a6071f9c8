/** How often: at most `max` in `windowSeconds` (whole seconds, up to one day). */
export type RateRule = {
  readonly max: number;
  readonly windowSeconds: number;
  /** When the counter itself does not answer. `deny` for sign-in, codes and tokens; `allow` elsewhere. */
  readonly onFailure: "allow" | "deny";
};

/** What the counter says, in the words of the `RateLimit-*` headers. */
export type RateVerdict = {
  readonly ok: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
  /** True when the counter did not answer and `onFailure` decided. */
  readonly degraded: boolean;
};

/** Counts one hit, or `cost` of them at once (a batch; whole, ≥ 1). Adapters throw when they cannot count; `limit()` decides what that means. */
export type RateLimiter = {
  readonly driver: "postgres" | "upstash";
  hit(
    tenantId: string,
    key: string,
    rule: RateRule,
    cost?: number,
  ): Promise<Omit<RateVerdict, "degraded">>;
};

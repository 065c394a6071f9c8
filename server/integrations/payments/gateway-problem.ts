import { Unavailable } from "@/server/kernel/errors";
import { VendorFailure } from "@/server/outbound/vendor-failure";

/**
 * A gateway's no, understood. `refused`: for good, nothing was charged; `retry`: surely not seen, ask again later;
 * `unknown`: it may have happened, only the gateway knows: ask it before anything else.
 */
export class GatewayProblem extends Error {
  constructor(
    readonly course: "refused" | "retry" | "unknown",
    /** A short code: the gateway's own, or `outcome_unknown`, `unavailable`, `credentials`. */
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(`gateway ${course}: ${reason}`, options);
    this.name = "GatewayProblem";
  }
}

/** Of a call that changes something: was it surely not seen, or may it have happened? */
export async function settled<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const cause = error instanceof Unavailable ? error.cause : undefined;
    if (!(cause instanceof VendorFailure)) throw error;
    const surelyNot = cause.kind === "unreached" || cause.kind === "throttled";
    if (surelyNot) throw new GatewayProblem("retry", "unavailable", { cause });
    throw new GatewayProblem("unknown", "outcome_unknown", { cause });
  }
}

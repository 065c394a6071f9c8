import { Unavailable } from "@/server/kernel/errors";
import { VendorFailure } from "@/server/outbound/vendor-failure";
import { GatewayProblem } from "./schema";

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

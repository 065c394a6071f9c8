import { TramaError, Unavailable } from "@/server/kernel/errors";
import { RouterLoginFailure, RouterRefusal } from "../port";

/** What people read of a router's failure; its own words stay in the log. */
export function routerError(error: unknown): unknown {
  if (error instanceof RouterLoginFailure)
    return new Unavailable("router_login_refused", {}, { cause: error });
  if (error instanceof RouterRefusal)
    return new Unavailable(
      error.isPermission ? "router_permission_missing" : "router_refused",
      {},
      { cause: error, detail: `${error.command}: ${error.message}` },
    );
  if (error instanceof TramaError && error.key === "vendor_unavailable")
    return new Unavailable(
      "router_unreachable",
      {},
      { cause: error, retryAfterSeconds: error.retryAfterSeconds ?? 5 },
    );
  return error;
}

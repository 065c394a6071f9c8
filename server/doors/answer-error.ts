import { reportError } from "@/server/observability/report-error";
import type { Locale } from "@/server/tenancy/context";
import { problem } from "./problem";
import { knownError } from "./public-error";

/** What a door answers when something was thrown: problem details; what is not ours is reported, since nobody else will. */
export function answerError(
  error: unknown,
  ctx: { locale: Locale; requestId: string },
  door: string,
): Response {
  if (!knownError(error)) reportError(error, { door });
  return problem(error, ctx);
}

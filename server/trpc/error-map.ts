import { TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { TRPCErrorShape } from "@trpc/server/rpc";
import { isTramaError } from "@/server/doors/is-trama-error";
import { type PublicError, publicError } from "@/server/doors/public-error";
import type { DoorContext } from "@/server/doors/door-context";
import type { ErrorCode } from "@/server/kernel/errors";

const codes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  limit_reached: "PAYMENT_REQUIRED",
  too_many_requests: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
};

/** What a verb threw, as tRPC speaks of it; other errors pass through. */
export function toTrpcError(error: TRPCError): TRPCError {
  const { cause } = error;
  if (!isTramaError(cause)) return error;
  return new TRPCError({ code: codes[cause.code], cause, message: cause.message });
}

/** The error as it leaves: a message for the person, a code for the program, no stack and no text of ours. */
export function errorShape(from: {
  shape: TRPCErrorShape & {
    data: { code: TRPC_ERROR_CODE_KEY; httpStatus: number; path?: string };
  };
  error: TRPCError;
  ctx: DoorContext | undefined;
}): TRPCErrorShape<{
  code: TRPC_ERROR_CODE_KEY;
  httpStatus: number;
  path?: string;
  error: PublicError;
}> {
  const { shape, error, ctx } = from;
  const shown = publicError(error, ctx);
  const { code, httpStatus, path } = shape.data;
  return {
    code: shape.code,
    message: shown.message,
    data: { code, httpStatus, path, error: shown },
  };
}

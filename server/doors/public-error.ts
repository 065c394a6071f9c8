import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { userMessage } from "@/server/i18n/user-message";
import {
  type ErrorCode,
  Invalid,
  NotFound,
  type TramaError,
  Unauthenticated,
} from "@/server/kernel/errors";
import type { Locale } from "@/server/tenancy/context";
import { isTramaError } from "./is-trama-error";

/** An error as anybody outside may see it. */
export type PublicError = {
  code: ErrorCode | "internal";
  /** Names the message in messages/ under `errors`. */
  key: string;
  /** For the person, in their language. */
  message: string;
  /** Field path → what is wrong with it, in their language. */
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
  /** What to quote to support; the log has the rest. */
  requestId?: string;
};

/** Translates whatever was thrown; what is not ours becomes `internal` and says nothing else. */
export function publicError(
  error: unknown,
  ctx: { locale: Locale; requestId: string } | undefined,
): PublicError {
  const locale = ctx?.locale ?? "es";
  const known = knownError(error);
  if (!known)
    return {
      code: "internal",
      key: "internal",
      message: userMessage(locale, "internal"),
      requestId: ctx?.requestId,
    };
  return {
    code: known.code,
    key: known.key,
    message: userMessage(locale, known.key, known.params),
    ...(known.fields && { fields: translateFields(locale, known) }),
    ...(known.retryAfterSeconds !== undefined && { retryAfterSeconds: known.retryAfterSeconds }),
    requestId: ctx?.requestId,
  };
}

/** The TramaError that a thrown value amounts to, if any. */
export function knownError(error: unknown): TramaError | undefined {
  if (isTramaError(error)) return error;
  if (error instanceof ZodError) return invalidInput(error);
  if (!(error instanceof TRPCError)) return undefined;
  if (isTramaError(error.cause)) return error.cause;
  if (error.cause instanceof ZodError) return invalidInput(error.cause);
  switch (error.code) {
    case "NOT_FOUND":
      return new NotFound("procedure");
    case "UNAUTHORIZED":
      return new Unauthenticated();
    case "PAYLOAD_TOO_LARGE":
      return new Invalid("payload_too_large");
    case "BAD_REQUEST":
    case "PARSE_ERROR":
    case "METHOD_NOT_SUPPORTED":
    case "UNSUPPORTED_MEDIA_TYPE":
    case "UNPROCESSABLE_CONTENT":
      return new Invalid("malformed_request");
    default:
      return undefined;
  }
}

/** zod's findings as one Invalid with fields; zod's own English never reaches a person. */
function invalidInput(error: ZodError): Invalid {
  const fields = Object.fromEntries(
    error.issues.map((issue) => [issue.path.map(String).join("."), fieldKey(issue)]),
  );
  return new Invalid("invalid_input", {}, { fields, detail: error.message });
}

/** A schema may name its own message by giving a key (`too_short`) as the message; else the issue's code decides. */
function fieldKey(issue: ZodError["issues"][number]): string {
  if (/^[a-z][a-zA-Z0-9_.]*$/.test(issue.message)) return issue.message;
  return `field.${issue.code}`;
}

function translateFields(locale: Locale, error: TramaError): Record<string, string> {
  return Object.fromEntries(
    Object.entries(error.fields ?? {}).map(([path, key]) => [
      path,
      userMessage(locale, key, error.params),
    ]),
  );
}

import { publicErrorOf } from "@/app/_trpc/public-error-of";

/** What the server says of each field of a form, by the field's path; empty when it said nothing. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  return publicErrorOf(error)?.fields ?? {};
}

import { SendProblem } from "../port";
import type { MessageReason } from "./reasons";

type Understood = { course: "retry" | "fallBack"; reason: MessageReason; afterSeconds?: number };

const retry = (reason: MessageReason, afterSeconds?: number): Understood => ({
  ...{ course: "retry", reason },
  ...(afterSeconds && { afterSeconds }),
});
const fallBack = (reason: MessageReason): Understood => ({ course: "fallBack", reason });

/** The Cloud API's error codes that call for something of their own (protocols.md §a). */
const CODES: Readonly<Record<number, Understood>> = {
  1: retry("unavailable"),
  2: retry("unavailable"),
  4: retry("too_fast", 60),
  80007: retry("too_fast", 60),
  130429: retry("too_fast", 5),
  131056: retry("too_fast", 12),
  131048: retry("too_fast", 3600),
  131000: retry("unavailable"),
  131016: retry("unavailable"),
  131057: retry("unavailable", 300),
  133004: retry("unavailable"),
  131026: fallBack("undeliverable"),
  131047: fallBack("window_closed"),
  131049: fallBack("marketing_cap"),
  130472: fallBack("marketing_cap"),
  131050: fallBack("opted_out"),
  0: fallBack("token_invalid"),
  3: fallBack("token_invalid"),
  10: fallBack("token_invalid"),
  190: fallBack("token_invalid"),
  368: fallBack("account_locked"),
  131031: fallBack("account_locked"),
  131042: fallBack("payment_problem"),
  131045: fallBack("not_registered"),
  133010: fallBack("not_registered"),
};

/** What an error code means for the message. Titles are being removed by the vendor: only the code counts. */
export function understandWhatsappCode(code: number): Understood {
  const known = CODES[code];
  if (known) return known;
  if (code >= 200 && code <= 299) return fallBack("token_invalid");
  if (code >= 132000 && code <= 132999) return fallBack("template_problem");
  return fallBack("refused");
}

/** The same as something to throw. */
export function whatsappProblem(code: number): SendProblem {
  const { course, reason, afterSeconds } = understandWhatsappCode(code);
  return new SendProblem(course, reason, afterSeconds);
}

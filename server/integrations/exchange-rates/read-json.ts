import type { z } from "zod";
import { Unavailable } from "@/server/kernel/errors";
import { decimal } from "@/server/kernel/money";
import { callVendor } from "@/server/outbound/call-vendor";
import type { VendorCall, VendorCtx } from "@/server/outbound/types";
import { throwUnlessOk } from "@/server/outbound/vendor-failure";

/** Asks a central bank; throws `Unavailable` when it does not answer, or not in its documented form. */
export async function readJson<T>(
  ctx: VendorCtx,
  vendor: string,
  url: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const call: VendorCall = {
    ...{ integration: { id: "exchange-rates", vendor }, operation: "read-rates" },
    ...{ idempotent: true, deadlineMs: 20_000 },
    actionClass: "none",
    limits: { ratePerSecond: 2, burst: 4, maxResponseBytes: 1_000_000 },
  };
  const json = await callVendor(ctx, call, async (io) => {
    const answer = await io.fetch(url, { headers: { accept: "application/json" } });
    throwUnlessOk(answer);
    return (await answer.json().catch(() => undefined)) as unknown;
  });
  const read = schema.safeParse(json);
  if (!read.success)
    throw new Unavailable("unavailable", {}, { detail: `${vendor}: ${read.error.message}` });
  return read.data;
}

/** A rate as it is kept: eight places at most, never in powers of ten. */
export const rateText = (rate: number): string => decimal(rate).toDecimalPlaces(8).toFixed();

import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { confirmCheckout } from "./confirm-checkout";
import { settleCharge, type SettleChargeInput } from "./settle-charge";

/**
 * What becomes of a charge that the gateway told of when it was asked: taken over, or, where its payer agreed and only our
 * word is missing, completed as if the browser had come back. False: it is of no attempt of this account.
 */
export async function followCharge(ctx: Ctx, input: SettleChargeInput): Promise<boolean> {
  const { awaits: returned, reference: attemptId } = input.charge;
  if (!(await settleCharge(ctx, input))) return false;
  if (!returned) return true;
  try {
    await confirmCheckout(ctx, { attemptId, returned });
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

import { z } from "zod";
import { GatewayProblem } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { openGateway } from "../gateways/open-gateway";
import { settleCharge } from "../gateways/settle-charge";
import { beginTry, type Begun, cancelTry, leaveTry, noteTry } from "./internal/begin-try";

/**
 * Charges an invoice to its customer's kept card, without them: the try is written down before the gateway hears of it, its
 * id is the reference and the key there. Run twice, or again after a worker died, it is one charge; what was not answered
 * for is the janitor's.
 */
export const chargeCard = defineJob({
  name: "payments.chargeCard",
  schema: z.object({ invoiceId: z.uuid(), tryNumber: z.number().int().positive() }),
  maxAttempts: 4,
  handle: async (ctx, input) => {
    const begun = await beginTry(ctx, input);
    if (begun) await charge(ctx, begun);
  },
});

async function charge(ctx: Ctx, begun: Begun): Promise<void> {
  const { attempt, told, card, again, due } = begun;
  const { id: reference, integrationId, currency, amountMinor } = attempt;
  try {
    const { gateway, account } = await openGateway(ctx, integrationId);
    // One that nobody can look up may have been charged already: that it is not to be any more says nothing about that.
    const blind = again && gateway.keyLastsMs !== undefined;
    if (blind && !(card && due))
      return await noteTry(ctx, attempt, { status: "unknown", reason: "outcome_unknown" });
    if (!gateway.tokenCharge || account.live !== attempt.live || !card)
      return await noteTry(ctx, attempt, { status: "rejected", reason: "card_forgotten" });
    const subject = { kind: "reference", reference, amountMinor } as const;
    // Who comes after one that died looks first: the charge may have been made.
    const known = again ? await gateway.lookUp(ctx, account, subject) : [];
    if (known.length === 0 && !due) return await cancelTry(ctx, attempt);
    const { title, email } = told;
    const request = { reference, amountMinor, currency, title, email, card };
    const charges = known.length > 0 ? known : [await gateway.tokenCharge(ctx, account, request)];
    for (const one of charges)
      await settleCharge(ctx, {
        ...{ integrationId, provider: gateway.name, charge: { ...one, reference } },
      });
    await leaveTry(ctx, attempt.id);
  } catch (error) {
    if (!(error instanceof GatewayProblem)) {
      await leaveTry(ctx, attempt.id);
      throw error;
    }
    const { course, reason } = error;
    log.warn({ err: error, attempt: reference }, "card not charged");
    if (course === "refused") return noteTry(ctx, attempt, { status: "rejected", reason });
    // It may have happened: only the gateway knows, and the janitor asks it. The claim stays.
    if (course === "unknown") return noteTry(ctx, attempt, { status: "unknown", reason });
    await leaveTry(ctx, attempt.id);
    throw error;
  }
}

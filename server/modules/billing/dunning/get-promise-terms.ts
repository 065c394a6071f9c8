import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireCustomer } from "./internal/customer-of-promise";
import { readPromiseCase } from "./internal/read-promise-case";
import type { PromiseTermsDto, PromiseTermsInput } from "./promise-schema";
import { lastPromiseDay, whyNoPromise } from "./rules/promise";

/** What a customer may promise, before asking for it. Throws `NotFound`. */
export async function getPromiseTerms(
  ctx: Ctx,
  { customerId }: PromiseTermsInput,
): Promise<PromiseTermsDto> {
  return inTenant(ctx, async (tx) => {
    await requireCustomer(ctx, tx, customerId);
    const facts = await readPromiseCase(ctx, tx, customerId);
    if (!facts) throw new NotFound("customer");
    const { limits, given, moment } = facts;
    const { today, debtMinor } = given;
    return {
      ...{ currency: moment.currency, today, debtMinor },
      lastDay: lastPromiseDay(limits, today),
      maxDays: limits.maxPromiseDays,
      maxPerYear: limits.maxPromisesPerYear,
      usedInYear: given.grantedInYear,
      downPaymentMinor: facts.missingMinor,
      refusal: whyNoPromise(limits, { ...given, dueOn: today, amountMinor: debtMinor }) ?? null,
    };
  });
}

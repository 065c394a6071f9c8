import { Forbidden } from "@/server/kernel/errors";
import { getPromiseTerms } from "@/server/modules/billing/dunning/get-promise-terms";
import { grantPromise } from "@/server/modules/billing/dunning/grant-promise";
import { whatIsOwed } from "@/server/modules/billing/dunning/what-is-owed";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";
import type { OwnPromiseInput, OwnPromiseTerms } from "./schema";

const allowed = (ctx: Ctx): Promise<boolean> =>
  inTenant(ctx, async (tx) => (await readSettings(ctx, tx, "selfService")).data.promises);

/** What the signed-in customer may promise; null: nothing is overdue, or the company does not let them. */
export async function ownPromiseTerms(ctx: Ctx): Promise<OwnPromiseTerms> {
  const { customerId } = ownCustomer(ctx);
  if (!(await allowed(ctx))) return null;
  const terms = await getPromiseTerms(ctx, { customerId });
  if (terms.debtMinor <= 0) return null;
  const { currency, today, debtMinor, lastDay, downPaymentMinor, refusal } = terms;
  const { promiseUntil } = await inTenant(ctx, (tx) => whatIsOwed(ctx, tx, customerId));
  const promised = { promisedUntil: promiseUntil };
  return { currency, today, debtMinor, lastDay, downPaymentMinor, refusal, ...promised };
}

/** The signed-in customer promises all that is overdue by a day. Throws `Forbidden` where they may not, and as `grantPromise`. */
export async function promiseOwn(ctx: Ctx, { dueOn }: OwnPromiseInput): Promise<void> {
  const { customerId } = ownCustomer(ctx);
  if (!(await allowed(ctx))) throw new Forbidden("self_service_off");
  await grantPromise(ctx, { customerId, dueOn });
}

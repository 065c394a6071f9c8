import type { Tx } from "@/db/client";
import { payments } from "@/db/schema/payments";
import { record } from "@/server/events/record";
import { foldText } from "@/server/kernel/fold-text";
import { Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fxOn } from "@/server/modules/billing/fx-on";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { postEntries } from "@/server/modules/billing/post-entry";
import { documentLegs } from "@/server/modules/billing/rules/documents/legs";
import { fullNumberOf, takeNumbers } from "@/server/modules/billing/take-numbers";
import type { Ctx } from "@/server/tenancy/context";
import { allocate, type Chosen } from "./allocate";
import { joinShift } from "./cash/join-shift";
import { earlierPayment, payerOf } from "./internal/payer";

/** Money that came in, by hand or through a gateway. */
export type ReceivedPayment = {
  customerId: string;
  method: string;
  /** Empty: the tenant's. */
  currency: string;
  amountMinor: number;
  /** Empty: today. */
  receivedOn: string;
  reference?: string;
  note?: string;
  provider: string;
  /** The gateway's own id, or the form's key: together with the provider the same payment only once. */
  providerPaymentId: string | null;
  /** The account with the gateway where the charge stands. */
  integrationId?: string;
  /** Which invoices (what they leave over, but of money by hand, pays the oldest); `oldest`: the oldest due first; `none`: all of it stays credit. */
  to: "oldest" | "none" | Chosen;
};

/**
 * Takes money in, in the open transaction: receipt number, books, allocation, `payment.received`. The same provider and
 * id again gives the payment that stands. Returns its id. Throws `NotFound`, `Invalid` (a day to come, another currency),
 * `Conflict` (the key stands for another payment; more than is open; cash without a shift where the company wants one).
 */
export async function receivePayment(ctx: Ctx, tx: Tx, given: ReceivedPayment): Promise<string> {
  const [{ today, currency: base }, payer] = await Promise.all([
    tenantFacts(ctx, tx),
    payerOf(ctx, tx, given.customerId),
  ]);
  const currency = given.currency || base;
  const known = await earlierPayment(ctx, tx, { ...given, currency });
  if (known) return known;
  const receivedOn = given.receivedOn || today;
  if (receivedOn > today)
    throw new Invalid("received_in_future", {}, { fields: { receivedOn: "received_in_future" } });
  const { rate, ...fx } = await fxOn(ctx, tx, currency, receivedOn);
  const { businessUnitId, branchId } = payer;
  const taken = await takeNumbers(ctx, tx, { kind: "receipt", businessUnitId });
  const receipt = fullNumberOf(taken, taken.first);
  const id = newId(ctx.now.getTime());
  const { customerId, amountMinor, reference = "" } = given;
  const written = tx.insert(payments).values({
    ...{ id, tenantId: ctx.tenantId, customerId, method: given.method, status: "recorded" },
    ...{ currency, fxRate: rate, amountMinor, unallocatedMinor: amountMinor, receivedOn },
    ...{ reference, note: given.note ?? "", provider: given.provider, businessUnitId, branchId },
    ...{ providerPaymentId: given.providerPaymentId, receiptSeriesId: taken.seriesId },
    integrationId: given.integrationId ?? null,
    ...{ receiptNumber: taken.first, receiptFullNumber: receipt, createdAt: ctx.now },
    recordedByMembershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
    searchText: foldText(`${receipt} ${payer.name} #${payer.number} ${reference}`),
  });
  const place = { businessUnitId, branchId };
  const legs = documentLegs(
    customerId,
    { ...fx, rate },
    { account: "customerCredit", amountMinor: 0 - amountMinor, ...place },
    [{ account: "cash", amountMinor, ...place }],
  );
  const source = { kind: "payment", sourceType: "payment", sourceId: id };
  // In one round trip, the lock first: whoever else moves the customer's money waits behind us.
  await Promise.all([
    lockCustomers(ctx, tx, [given.customerId]),
    written,
    postEntries(ctx, tx, [{ ...source, onDay: receivedOn, legs }]),
  ]);
  if (given.method === "cash" && given.provider === "manual")
    await joinShift(ctx, tx, {
      ...{ kind: "payment", key: `payment:${id}`, paymentId: id, currency, amountMinor },
    });
  await spend(ctx, tx, { ...given, id, currency, receipt });
  return id;
}

type Spending = ReceivedPayment & { id: string; receipt: string };

/** Gives the money to invoices and states the payment with them. */
async function spend(ctx: Ctx, tx: Tx, given: Spending): Promise<void> {
  const { id, to, customerId, amountMinor } = given;
  const pay = (chosen?: Chosen) =>
    allocate(ctx, tx, {
      ...{ customerIds: [customerId], sources: [{ kind: "payment", id }], chosen },
    });
  const allocated = to === "none" ? [] : await pay(to === "oldest" ? undefined : to);
  // Only a person leaves a rest on purpose: a charge or a transfer paid what was open when it was begun.
  if (typeof to === "object" && given.provider !== "manual") allocated.push(...(await pay()));
  const used = allocated.reduce((sum, part) => sum + part.amountMinor, 0);
  record(ctx, "payment.received", {
    entity: { type: "payment", id },
    payload: {
      ...{ customerId, method: given.method, provider: given.provider, receipt: given.receipt },
      ...{ currency: given.currency, amountMinor, unallocatedMinor: amountMinor - used },
      invoiceIds: [...new Set(allocated.map(({ invoiceId }) => invoiceId))],
    },
  });
}

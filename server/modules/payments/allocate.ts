import type { Tx } from "@/db/client";
import { paymentAllocations } from "@/db/schema/payments";
import { newId } from "@/server/kernel/ids";
import type { Minor } from "@/server/kernel/money";
import { applyToInvoice } from "@/server/modules/billing/apply-to-invoice";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { type Entry, postEntries } from "@/server/modules/billing/post-entry";
import { settlementLegs } from "@/server/modules/billing/rules/documents/legs";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { chosenClaims } from "./internal/chosen-claims";
import { moveSources, readSources, type Source, type SourceKind } from "./internal/money-sources";
import { type Claim, readClaims } from "./internal/open-claims";
import { planAllocation } from "./rules/plan-allocation";

/** Which invoices are to be paid, in this order; without an amount: as much as is open. */
export type Chosen = readonly { invoiceId: string; amountMinor?: Minor | undefined }[];

export type AllocateInput = {
  customerIds: readonly string[];
  /** Which money; absent: all credit of the customers, the oldest first. */
  sources?: readonly { kind: SourceKind; id: string }[];
  /** Absent: the oldest due first. */
  chosen?: Chosen | undefined;
};

export type Allocated = {
  id: string;
  sourceKind: SourceKind;
  sourceId: string;
  customerId: string;
  currency: string;
  invoiceId: string;
  amountMinor: Minor;
};

/**
 * Pays invoices with money that customers have with us, of the same currency, in the open transaction: allocations, what
 * is left of the money, what is open of the invoices, and an entry for each (with the exchange difference where the
 * frozen rates differ). Customers are locked first. Throws `NotFound`, `Invalid` (another currency), `Conflict` (more
 * than is open, or than is left).
 */
export async function allocate(ctx: Ctx, tx: Tx, input: AllocateInput): Promise<Allocated[]> {
  const { customerIds, chosen } = input;
  if (customerIds.length === 0) return [];
  const invoiceIds = chosen?.map(({ invoiceId }) => invoiceId);
  // One after the other in the database: what is read is as it stands once the customers are ours.
  const [, sources, found] = await Promise.all([
    lockCustomers(ctx, tx, customerIds),
    readSources(ctx, tx, customerIds, input.sources),
    readClaims(ctx, tx, customerIds, invoiceIds),
  ]);
  if (sources.length === 0) return [];
  const claims = chosen ? chosenClaims(sources, found, chosen) : found;
  const plan = planAllocation(sources, claims);
  if (plan.length === 0) return [];
  const { today, currency } = await tenantFacts(ctx, tx);
  const { allocated, entries } = settle(ctx, { sources, claims: found, plan, today, currency });
  await Promise.all([
    write(ctx, tx, allocated),
    applyToInvoice(ctx, tx, allocated),
    postEntries(ctx, tx, entries),
  ]);
  return allocated;
}

type Settling = {
  sources: readonly Source[];
  claims: readonly Claim[];
  plan: readonly { sourceId: string; invoiceId: string; amountMinor: Minor }[];
  today: string;
  currency: string;
};

/** Each allocation with its entry; sums run down as the plan goes on. */
function settle(ctx: Ctx, { sources, claims, plan, today, currency }: Settling) {
  const left = new Map(sources.map((source) => [source.id, { ...source }]));
  const open = new Map(claims.map((claim) => [claim.id, { ...claim }]));
  const allocated: Allocated[] = [];
  const entries: Entry[] = [];
  for (const { sourceId, invoiceId, amountMinor } of plan) {
    const source = left.get(sourceId);
    const claim = open.get(invoiceId);
    if (!source || !claim) throw new Error("the plan names what was not read");
    const id = newId(ctx.now.getTime());
    const legs = settlementLegs(
      source.customerId,
      moneySide(source, source.leftMinor - amountMinor, currency),
      claimSide(claim, claim.openMinor - amountMinor, currency),
    );
    source.leftMinor -= amountMinor;
    claim.openMinor -= amountMinor;
    const { kind: sourceKind, customerId, currency: own } = source;
    const part = { id, sourceKind, sourceId, customerId, currency: own, invoiceId, amountMinor };
    allocated.push(part);
    const head = { kind: "allocation", sourceType: "allocation", sourceId: id, onDay: today };
    entries.push({ ...head, legs });
  }
  return { allocated, entries };
}

const accountOf = (kind: SourceKind) =>
  kind === "deposit" ? ("deposit" as const) : ("customerCredit" as const);

/** Money's side of a settlement, from what is left now to what is left after. */
export const moneySide = (source: Source, afterMinor: Minor, baseCurrency: string) => ({
  account: accountOf(source.kind),
  fx: { currency: source.currency, baseCurrency, rate: source.rate },
  beforeMinor: source.leftMinor,
  afterMinor,
  ...{ businessUnitId: source.businessUnitId, branchId: source.branchId },
});

/** The invoice's side of a settlement. */
export const claimSide = (claim: Claim, afterMinor: Minor, baseCurrency: string) => ({
  account: "receivable" as const,
  fx: { currency: claim.currency, baseCurrency, rate: claim.rate },
  beforeMinor: claim.openMinor,
  afterMinor,
  ...{ businessUnitId: claim.businessUnitId, branchId: claim.branchId },
});

async function write(ctx: Ctx, tx: Tx, allocated: readonly Allocated[]): Promise<void> {
  const column = {
    payment: "paymentId",
    creditNote: "creditNoteId",
    deposit: "depositId",
  } as const;
  const written = tx.insert(paymentAllocations).values(
    allocated.map(({ id, sourceKind, sourceId, invoiceId, amountMinor }) => ({
      ...{ id, tenantId: ctx.tenantId, invoiceId, amountMinor, createdAt: ctx.now },
      [column[sourceKind]]: sourceId,
    })),
  );
  const moves = allocated.map(({ sourceKind: kind, sourceId: id, amountMinor }) => ({
    ...{ kind, id, delta: 0 - amountMinor },
  }));
  await Promise.all([written, moveSources(ctx, tx, moves)]);
}

import { sql } from "drizzle-orm";
import sharp from "sharp";
import { webhooksDoor } from "@/server/doors/webhooks";
import type { Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import { grantPromise } from "@/server/modules/billing/dunning/grant-promise";
import { uploadFile } from "@/server/modules/files/upload-file";
import { openCheckout } from "@/server/modules/payments/gateways/open-checkout";
import { approveProof } from "@/server/modules/payments/proofs/approve-proof";
import { submitProof } from "@/server/modules/payments/proofs/submit-proof";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { refundMoney } from "@/server/modules/payments/refund-money";
import { holdService, releaseService } from "@/server/modules/subscriptions/hold-service";
import { pauseService } from "@/server/modules/subscriptions/pause-service";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { StripeStandin } from "@/standins/stripe/handler";
import { hostOf } from "../http";
import type { Act, Bill, Memory, Person } from "./people";
import type { Town } from "./town";

/** What was done, for the model that plays it again. */
export type Done = { on: Day; at: number; act: Act };

type Doing = {
  town: Town;
  stripe: StripeStandin;
  ctx: Ctx;
  today: Day;
  bills: readonly Bill[];
};

/** Does it by the product's verbs and doors, as staff, the customer or the gateway would. */
export async function perform(person: Person, act: Act, memory: Memory, doing: Doing) {
  const { ctx, today, bills } = doing;
  const { customerId, serviceId } = person;
  switch (act.kind) {
    case "cash":
    case "transfer": {
      const { kind: method, amountMinor } = act;
      const paid = await recordPayment(ctx, { customerId, method, amountMinor, key: newId() });
      if (person.manner === "over" && !memory.paymentId) memory.paymentId = paid.id;
      if (person.manner === "partly") memory.halved = bills[0]?.id;
      if (person.manner === "keepsWord") memory.promisedTo = undefined;
      return;
    }
    case "gateway":
      return payAtGateway(person, memory, doing);
    case "proof":
      memory.proofId = await bringProof(person, act.amountMinor, doing);
      return;
    case "approve":
      await approveProof(ctx, { proofId: memory.proofId ?? "" });
      memory.proofId = undefined;
      return;
    case "promise":
      await grantPromise(ctx, { customerId, dueOn: act.dueOn });
      Object.assign(memory, { promised: true, promisedTo: act.dueOn });
      return;
    case "dispute":
      memory.disputed = true;
      doing.stripe.dispute(memory.chargeId ?? "", "lost");
      return bringNotices(doing);
    case "refund":
      memory.refunded = true;
      await refundMoney(ctx, {
        ...{ source: "payment", sourceId: memory.paymentId ?? "", amountMinor: act.amountMinor },
        ...{ method: "transfer", reason: `Devuelto el ${today}` },
      });
      return;
    case "hold":
      await holdService(ctx, { serviceId, hold: "abuse", reason: "Revende el servicio" });
      return;
    case "release":
      await releaseService(ctx, { serviceId, hold: "abuse", reason: "Firmó de nuevo" });
      return;
    case "pause":
      await pauseService(ctx, { serviceId, until: act.until, reason: "De viaje" });
      return;
    default:
      return act satisfies never;
  }
}

async function payAtGateway(person: Person, memory: Memory, doing: Doing): Promise<void> {
  const { ctx, town, stripe, bills, today } = doing;
  await openCheckout(ctx, {
    ...{ customerId: person.customerId, integrationId: town.stripeId },
    invoiceIds: bills.map(({ id }) => id),
  });
  const session = [...stripe.sessions.values()].findLast((one) => one.status === "open");
  const intent = stripe.pay(session?.id ?? "");
  if (person.manner === "chargeback") Object.assign(memory, { chargeId: intent, paidOn: today });
  await bringNotices(doing, person.at % 5);
}

const brought = new WeakMap<StripeStandin, number>();

/** What the gateway has to say since it was last heard: in order, turned round, each twice, or never. */
async function bringNotices(doing: Doing, how = 0): Promise<void> {
  const { stripe } = doing;
  const fresh = stripe.events.slice(brought.get(stripe) ?? 0);
  brought.set(stripe, stripe.events.length);
  // The janitor asks where nothing was said.
  if (how === 4) return;
  const order = how === 1 ? fresh.toReversed() : how === 2 ? [...fresh, ...fresh] : fresh;
  for (const body of order) await knock(doing, stripe.notice(body));
}

async function knock(
  { town: { tenant, stripeId } }: Doing,
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<void> {
  const host = hostOf(tenant.slug);
  const url = `http://${host}/api/webhooks/payments/stripe/${stripeId}`;
  const answer = await webhooksDoor(
    new Request(url, { method: "POST", body, headers: { ...headers, host } }),
    { ip: "127.0.0.1", requestId: newId(), proxied: false },
  );
  if (answer.status !== 200) throw new Error(`a notice was answered with ${answer.status}`);
}

async function bringProof(person: Person, amountMinor: number, { ctx, today, bills }: Doing) {
  // A picture of its own: two of the same are the same transfer.
  const [r, g, b] = [
    person.at & 255,
    person.at >> 8,
    Number(today.slice(5).replace("-", "")) % 256,
  ];
  const bytes = await sharp({
    create: { width: 8, height: 8, channels: 3, background: { r, g, b } },
  })
    .png()
    .toBuffer();
  const { id: fileId } = await uploadFile(ctx, { name: `voucher-${person.at}.png`, bytes });
  return inTenant(ctx, (tx) =>
    submitProof(ctx, tx, {
      ...{ fileId, amountMinor, currency: "PEN", paidOn: today, bank: "BCP", note: "" },
      ...{ operation: `${person.at}${today.replaceAll("-", "")}`, source: "staff" },
      ...{ customerId: person.customerId, invoiceIds: bills.map(({ id }) => id) },
    }),
  );
}

/** Open bills of everybody, the oldest due first. */
export async function openBills(ctx: Ctx): Promise<Map<string, Bill[]>> {
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<Bill & { customerId: string }>(sql`
      select id, customer_id as "customerId", issued_on::text as "issuedOn", due_on::text as "dueOn",
        open_minor::float8 as "openMinor" from invoices
      where tenant_id = ${ctx.tenantId} and open_minor > 0 and document_status = 'finalized' order by due_on, number`),
  );
  return Map.groupBy(rows, ({ customerId }) => customerId);
}

import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { autopays, paymentMethods } from "@/db/schema/cards";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type AutopayEnd, endAutopay } from "./end-card";
import { takeMandate } from "./internal/mandate";
import { readCards } from "./read-cards";
import type { CardsDto, CardsOfInput, TurnOnForInput, TurnOnInput } from "./schema";

type TurnOn = TurnOnInput & { customerId: string; note?: string };

/**
 * What the customer owes is charged to that card from now on, in the open transaction, with evidence that they agreed; what
 * was agreed to before ends. Throws `NotFound` for another's card, `Conflict` card_not_active, mandate_changed,
 * autopay_not_offered.
 */
export async function turnOnIn(ctx: Ctx, tx: Tx, given: TurnOn): Promise<CardsDto> {
  const { customerId, methodId, limitMinor, version, note } = given;
  await lockCustomers(ctx, tx, [customerId]);
  const [card] = await tx
    .select()
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.id, methodId),
        eq(paymentMethods.customerId, customerId),
      ),
    );
  if (!card) throw new NotFound("paymentMethod");
  if (card.status !== "active") throw new Conflict("card_not_active");
  const mandate = await takeMandate(ctx, tx, { kind: "autopay", version, ...(note && { note }) });
  await endAutopay(ctx, tx, { customerId, why: whoEnds(ctx) });
  const id = newId(ctx.now.getTime());
  await tx.insert(autopays).values({
    ...{ id, tenantId: ctx.tenantId, customerId, methodId, mandate, limitMinor },
    createdAt: ctx.now,
  });
  record(ctx, "autopay.turnedOn", {
    entity: { type: "autopay", id },
    payload: { customerId, methodId, version, channel: mandate.channel },
  });
  return readCards(ctx, tx, customerId);
}

/** Nothing is charged by itself any more, in the open transaction; said twice it is said once. */
export async function turnOffIn(ctx: Ctx, tx: Tx, customerId: string): Promise<CardsDto> {
  await lockCustomers(ctx, tx, [customerId]);
  await endAutopay(ctx, tx, { customerId, why: whoEnds(ctx) });
  return readCards(ctx, tx, customerId);
}

const whoEnds = ({ actor }: Ctx): AutopayEnd => (actor.kind === "customer" ? "customer" : "staff");

/** Staff switch automatic payment on for a customer who agreed. Throws what `turnOnIn` throws. */
export function turnOnAutopay(ctx: Ctx, input: TurnOnForInput): Promise<CardsDto> {
  authorize(ctx, "autopay.manage");
  return inTenant(ctx, (tx) => turnOnIn(ctx, tx, input));
}

/** Staff switch it off. Throws `NotFound`. */
export function turnOffAutopay(ctx: Ctx, { customerId }: CardsOfInput): Promise<CardsDto> {
  authorize(ctx, "autopay.manage");
  return inTenant(ctx, (tx) => turnOffIn(ctx, tx, customerId));
}

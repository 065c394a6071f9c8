import { z } from "zod";
import type { Tx } from "@/db/client";
import type { KeptCard } from "@/server/integrations/payments/schema";
import { openJson, sealJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";

/** The gateway's own ids of the customer and of the card: in memory only, never in a log, a DTO or a fact. */
export type CardToken = Pick<KeptCard, "customer" | "token">;
const cardToken = z.object({ customer: z.string(), token: z.string() });
const placeOf = (rowId: string) => ({ table: "payment_methods", column: "token_sealed", rowId });

export const sealToken = (ctx: Ctx, tx: Tx, id: string, { customer, token }: CardToken) =>
  sealJson(ctx, tx, placeOf(id), { customer, token });

export const openToken = async (ctx: Ctx, tx: Tx, id: string, sealed: string): Promise<CardToken> =>
  cardToken.parse(await openJson(ctx, tx, placeOf(id), sealed));

import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import type { OfferedGateway } from "../gateways/list-offered";
import { currentWords } from "./internal/mandate";
import type { MandateWords } from "./rules/mandate-words";

type Keeping = {
  gateways: (OfferedGateway & { keepsCards: boolean })[];
  keepWords: MandateWords | null;
};

/** Cards, or a wallet, are among what is offered there. */
const takesKept = ({ methods }: OfferedGateway): boolean =>
  Object.values(methods)
    .flat()
    .some((method) => method === "card" || method === "paypal");

/** Which of the gateways can keep a payer's card, and the words to be agreed to. `known`: the payer is who they say. */
export async function readKeeping(
  ctx: Ctx,
  tx: Tx,
  offered: readonly OfferedGateway[],
  known: boolean,
): Promise<Keeping> {
  const wanted = known && (await readSettings(ctx, tx, "autopay")).data.offered;
  const { gateways: adapters } = composition();
  const gateways = offered.map((one) => ({
    ...one,
    keepsCards: wanted && adapters[one.provider].tokenCharge !== undefined && takesKept(one),
  }));
  const keeps = gateways.some(({ keepsCards }) => keepsCards);
  return { gateways, keepWords: keeps ? await currentWords(ctx, tx, "keep") : null };
}

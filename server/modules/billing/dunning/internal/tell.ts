import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

export type Telling = {
  event: string;
  customerId: string;
  entity: { type: string; id: string };
  params: Record<string, string | number>;
  dedupeKey: string;
};

export async function tell(_ctx: Ctx, _tx: Tx, _telling: Telling): Promise<void> {}

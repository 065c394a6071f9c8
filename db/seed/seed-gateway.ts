import { sql } from "drizzle-orm";
import { z } from "zod";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";

const keys = z.object({ secretKey: z.string(), webhookSecret: z.string() });

/**
 * FibraNet's account with the practice gateway that `npm start` runs (`standins/stripe/demo.ts`), in test mode: invented
 * cards pay invented invoices. None where a test seeds.
 */
export async function seedGateway(owner: Ctx): Promise<void> {
  const practice = process.env.TRAMA_PRACTICE_GATEWAY;
  if (!practice) return;
  const there = await inTenant(owner, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from integrations where tenant_id = ${owner.tenantId} and vendor = 'stripe'`,
    ),
  );
  const { origin } = await inTenant(owner, (tx) => tenantOrigin(tx, owner.tenantId));
  const connect = async (path: string) => {
    const body = JSON.stringify({ host: new URL(origin).host, path });
    const answer = await fetch(`${practice}/practice/connect`, { method: "POST", body });
    return keys.parse(await answer.json());
  };
  const id =
    there.rows[0]?.id ??
    (
      await createIntegration(owner, {
        ...{ vendor: "stripe", name: "Pasarela de práctica", config: { mode: "test" } },
        credentials: await connect(""),
      })
    ).id;
  await connect(`/api/webhooks/payments/stripe/${id}`);
}

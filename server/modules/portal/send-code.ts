import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { oneTimeCodes } from "@/db/schema/identity";
import { defineJob } from "@/server/jobs/define-job";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { readSender } from "@/server/modules/templates/read-sender";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { availableChannels } from "./internal/available-channels";
import { codeHash, destinationHash, newCode, newToken, tokenHash } from "./internal/code-hash";
import { NO_CODE, openRow } from "./internal/code-row";
import { findPortalCustomer, type PortalCustomer } from "./internal/portal-customers";
import { channelsFor } from "./rules/channels";
import { CODE_MINUTES } from "./rules/code";

/**
 * Makes the code that was asked for and hands it to the message's queue; where nobody has the address it does nothing.
 * The code is made here, so that no queue ever held it open; a second delivery finds it made.
 */
export const sendCode = defineJob({
  name: "portal.sendCode",
  schema: z.object({ codeId: z.uuid(), typed: z.enum(["email", "phone"]) }),
  handle: (ctx, { codeId, typed }) =>
    inTenant(ctx, async (tx) => {
      const [row] = await tx
        .select()
        .from(oneTimeCodes)
        .where(and(openRow(ctx), eq(oneTimeCodes.id, codeId), eq(oneTimeCodes.codeHash, NO_CODE)))
        .for("update");
      const customer = row?.customerId && (await findPortalCustomer(ctx, tx, row.customerId));
      if (!customer) return;
      const channels = channelsFor(typed, await availableChannels(ctx));
      if (channels[0] === "email") await mailCode(ctx, tx, codeId, customer);
      else await textCode(ctx, tx, codeId, customer.id, channels);
    }),
});

/** To a mailbox: the code, and a link that spares typing it. */
async function mailCode(ctx: Ctx, tx: Tx, codeId: string, customer: PortalCustomer): Promise<void> {
  if (!customer.email) return;
  const code = newCode();
  const token = newToken();
  await keep(ctx, tx, codeId, {
    codeHash: codeHash("signIn", codeId, code),
    linkHash: tokenHash(token),
    // What it proves is the mailbox that it goes to, also where a phone was typed.
    destinationHash: destinationHash(ctx.tenantId, customer.email),
  });
  const { brand, portalOrigin } = await readSender(ctx, tx);
  await queueMessage(ctx, tx, {
    template: "auth.magicLink",
    to: { customerId: customer.id },
    params: { companyName: brand.name, minutes: CODE_MINUTES },
    // Behind the #, which no server and no log ever sees.
    secrets: { code, url: `${portalOrigin}/enter#${token}` },
    channels: ["email"],
    dedupeKey: `portal.code:${codeId}`,
    expiresAt: new Date(ctx.now.getTime() + CODE_MINUTES * 60_000),
  });
}

async function textCode(
  ctx: Ctx,
  tx: Tx,
  codeId: string,
  customerId: string,
  channels: ReturnType<typeof channelsFor>,
): Promise<void> {
  const code = newCode();
  await keep(ctx, tx, codeId, { codeHash: codeHash("signIn", codeId, code) });
  await queueMessage(ctx, tx, {
    template: "auth.signInCode",
    to: { customerId },
    params: { minutes: CODE_MINUTES },
    secrets: { code },
    channels,
    dedupeKey: `portal.code:${codeId}`,
    expiresAt: new Date(ctx.now.getTime() + CODE_MINUTES * 60_000),
  });
}

async function keep(
  ctx: Ctx,
  tx: Tx,
  codeId: string,
  made: Partial<typeof oneTimeCodes.$inferInsert>,
): Promise<void> {
  await tx
    .update(oneTimeCodes)
    .set(made)
    .where(and(eq(oneTimeCodes.tenantId, ctx.tenantId), eq(oneTimeCodes.id, codeId)));
}

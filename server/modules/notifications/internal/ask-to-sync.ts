import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** Asks for the account's templates to be read by a job; asked twice before it begins, it is read once. */
export const askToSync = (ctx: Ctx, integrationId: string): Promise<string> =>
  inTenant(ctx, async () =>
    enqueueAgain(ctx, {
      name: "notifications.syncTemplates",
      payload: { integrationId },
      options: { key: integrationId },
    }),
  );

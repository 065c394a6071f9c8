import { authorize } from "@/server/auth/authorize";
import { Invalid, TooManyRequests } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { limit } from "@/server/rate-limit/limit";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireContent } from "./require-content";
import { sampleValues } from "./internal/sample-values";
import { readSender } from "./read-sender";
import { MESSAGE_KEYS, type MessageKey } from "./rules/registry";
import type { SendTestInput } from "./schema";

/** Mails the unsaved words, filled with samples, to the caller and nobody else. Throws `Invalid`, `TooManyRequests`. */
export async function sendTest(ctx: Ctx, input: SendTestInput): Promise<void> {
  authorize(ctx, "template.manage");
  const { actor } = ctx;
  const { template, channel, content, locale } = input;
  requireContent(template, channel, content);
  if (actor.kind !== "user" || channel !== "email" || !isMessage(template))
    throw new Invalid("template_no_test");
  const { membershipId } = actor;
  const rule = { max: 20, windowSeconds: 3600, onFailure: "deny" } as const;
  const spent = await limit(ctx, `templates.sendTest:${membershipId}`, rule);
  if (!spent.ok) throw new TooManyRequests(3600);
  await inTenant(ctx, async (tx) => {
    const values = await sampleValues(ctx, tx, {
      ...{ template, sender: await readSender(ctx, tx), recordId: undefined },
    });
    await queueMessage(ctx, tx, {
      ...{ template, to: { membershipId }, params: values, channels: ["email"] },
      draft: { content, locale },
      dedupeKey: `test:${newId()}`,
    });
  });
}

const isMessage = (key: string): key is MessageKey => (MESSAGE_KEYS as string[]).includes(key);

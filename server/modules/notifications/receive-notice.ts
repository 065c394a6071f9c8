import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { inboundWebhooks } from "@/db/schema/notifications";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { Unauthenticated } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openWhatsappAccount } from "./internal/open-whatsapp-account";

/** What came to the door, byte for byte. */
export type ReceiveNoticeInput = {
  integrationId: string;
  raw: Uint8Array;
  /** `sha256=<hex>` over the bytes, by the app's secret. */
  signature: string;
};

/**
 * Takes a notice of WhatsApp's: verified over the bytes as they came, written down word for word, worked on by a job after
 * the answer. The same bytes twice are one notice. Throws `NotFound` for another tenant's account, `Unauthenticated` for a
 * signature that is not the vendor's.
 */
export async function receiveNotice(
  ctx: Ctx,
  { integrationId, raw, signature }: ReceiveNoticeInput,
): Promise<void> {
  const { credentials } = await openWhatsappAccount(ctx, integrationId);
  const secret = credentials["appSecret"] ?? "";
  if (!secret || !isSigned(raw, secret, signature)) throw new Unauthenticated();
  const dedupeKey = createHash("sha256").update(raw).digest("hex");
  const notice = { tenantId: ctx.tenantId, provider: "whatsapp", integrationId, dedupeKey };
  await inTenant(ctx, async (tx) => {
    const id = newId();
    const added = await tx
      .insert(inboundWebhooks)
      .values({
        ...{ id, ...notice, status: "waiting", receivedAt: ctx.now },
        body: Buffer.from(raw).toString("utf8"),
      })
      .onConflictDoNothing()
      .returning({ id: inboundWebhooks.id });
    if (added.length > 0)
      enqueueAgain(ctx, { name: "notifications.readNotice", payload: { noticeId: id } });
  });
}

/**
 * The vendor's handshake: gives the challenge back when the token is the one that was agreed on, else undefined.
 * Throws `NotFound` for another tenant's account.
 */
export async function answerChallenge(
  ctx: Ctx,
  { integrationId, query }: { integrationId: string; query: URLSearchParams },
): Promise<string | undefined> {
  const { credentials } = await openWhatsappAccount(ctx, integrationId);
  const agreed = credentials["verifyToken"] ?? "";
  const given = query.get("hub.verify_token") ?? "";
  const challenge = query.get("hub.challenge") ?? "";
  const subscribes = query.get("hub.mode") === "subscribe" && /^[\w-]{1,200}$/.test(challenge);
  return subscribes && agreed && sameText(given, agreed) ? challenge : undefined;
}

function isSigned(raw: Uint8Array, secret: string, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(raw).digest("hex");
  return sameText(signature, `sha256=${expected}`);
}

/** In the same time wherever they differ; texts of another length are another text, and no error. */
function sameText(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/** Where a notice stands. */
export const thisNotice = (tenantId: string, id: string) =>
  and(eq(inboundWebhooks.tenantId, tenantId), eq(inboundWebhooks.id, id));

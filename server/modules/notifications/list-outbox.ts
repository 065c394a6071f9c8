import { composition } from "@/server/composition";
import { areDevPagesOpen } from "@/server/dev-pages";
import { NotFound } from "@/server/kernel/errors";
import { sentLately } from "@/server/mail/outbox";
import type { OutboxMessage } from "./schema";

/**
 * What console transports showed instead of sending, newest first: a tenant's host sees its own, other hosts all.
 * Throws `NotFound` where pages for developers are closed, as production's are.
 */
export function listOutbox(
  host: { kind: string; tenantId?: string },
  { to }: { to?: string | undefined },
): OutboxMessage[] {
  if (!areDevPagesOpen(composition().env)) throw new NotFound("page");
  const mine = ({ tenantId }: OutboxMessage) =>
    host.kind !== "tenant" || tenantId === host.tenantId;
  return sentLately().filter((message) => mine(message) && (!to || message.to === to));
}

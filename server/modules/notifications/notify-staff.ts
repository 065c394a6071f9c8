import type { Tx } from "@/db/client";
import { staffNotifications } from "@/db/schema/work";
import type { PermissionName } from "@/server/auth/permissions";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { holdersOf } from "./internal/holders-of";

/** What a verb says when staff should know something. */
export type NotifyStaffInput = {
  /** Words in messages: `notification.<kind>.title|text`. */
  kind: string;
  params?: Readonly<Record<string, string | number>>;
  /** Path on the tenant's host where it can be dealt with. */
  href?: string;
  /** The same news to the same person twice is one. */
  dedupeKey: string;
} & ({ membershipIds: readonly string[] } | { permission: PermissionName });

/**
 * Puts news under the bell of the named members, or of every active member who holds the permission; in the open
 * transaction. Open pages show it at once. Returns to how many it is new.
 */
export async function notifyStaff(ctx: Ctx, tx: Tx, input: NotifyStaffInput): Promise<number> {
  const { kind, params = {}, href = null, dedupeKey } = input;
  const members =
    "permission" in input
      ? (await holdersOf(ctx, tx, input.permission)).map(({ membershipId }) => membershipId)
      : input.membershipIds;
  if (members.length === 0) return 0;
  const { tenantId } = ctx;
  const rows = await tx
    .insert(staffNotifications)
    .values(
      [...new Set(members)].map((membershipId) => ({
        ...{ tenantId, membershipId, kind, params: { ...params }, href, dedupeKey },
      })),
    )
    .onConflictDoNothing()
    .returning({ id: staffNotifications.id });
  if (rows.length > 0)
    record(ctx, "notification.created", {
      entity: { type: "notification", id: rows[0]?.id ?? newId() },
      payload: { kind, members: rows.length },
    });
  return rows.length;
}

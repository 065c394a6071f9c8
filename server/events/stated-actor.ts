import type { Actor } from "@/server/tenancy/context";

/** What a fact says of who acted: ids and role, both persons of an impersonation; nothing of what they might do. */
export function statedActor(actor: Actor): Record<string, unknown> {
  switch (actor.kind) {
    case "user": {
      const { kind, userId, membershipId, sessionId, role, customRole, impersonatedBy } = actor;
      return {
        kind,
        userId,
        membershipId,
        sessionId,
        role,
        ...(customRole && { customRoleId: customRole.id }),
        ...(impersonatedBy && { impersonatedBy }),
      };
    }
    case "platform":
      return { kind: actor.kind, userId: actor.userId, sessionId: actor.sessionId };
    default:
      return actor;
  }
}

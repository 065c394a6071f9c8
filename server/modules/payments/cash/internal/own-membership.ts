import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Whose hands it is in: only people hold cash. Throws `Forbidden` for programs. */
export function ownMembership({ actor }: Ctx): string {
  if (actor.kind !== "user") throw new Forbidden("cash_people_only");
  return actor.membershipId;
}

import { max, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { templateVersions } from "@/db/schema/units";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { type ContentPlace, readContent } from "../read-content";
import type { Content } from "../rules/content";
import { atPlace } from "./at-place";

/** Writes the next version and states it; Conflict when the version in use is not `basedOn`. The same words again are no version. */
export async function addVersion(
  ctx: Ctx,
  tx: Tx,
  input: { place: ContentPlace; content: Content; basedOn: number; restored?: number },
): Promise<void> {
  const { place, content, basedOn, restored = null } = input;
  const before = await lockPlace(ctx, tx, place, basedOn);
  if (sameWords(before.content, content)) return;
  const [row] = await tx
    .select({ version: max(templateVersions.version) })
    .from(templateVersions)
    .where(atPlace(ctx, place));
  const version = (row?.version ?? 0) + 1;
  const { tenantId, actor, now } = ctx;
  const createdByMembershipId = actor.kind === "user" ? actor.membershipId : null;
  await tx
    .insert(templateVersions)
    .values({ tenantId, ...place, version, content, createdByMembershipId, createdAt: now });
  record(ctx, "template.saved", {
    entity: { type: "template", id: entityOf(place) },
    payload: { ...place, version, restored },
  });
}

/** What the facts about a template's words are about. */
export const entityOf = ({ template, channel, locale }: ContentPlace): string =>
  `${template}/${channel}/${locale}`;

/** The words in use, with the place held until the end of the transaction: two authors take turns. */
export async function lockPlace(ctx: Ctx, tx: Tx, place: ContentPlace, basedOn: number) {
  const name = `template:${ctx.tenantId}:${entityOf(place)}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  const before = await readContent(ctx, tx, place);
  if (before.version !== basedOn) throw new Conflict("template_changed");
  return before;
}

const sameWords = (one: Content, other: Content): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => (one[name] ?? "") === (other[name] ?? ""),
  );

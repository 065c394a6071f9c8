import { eq } from "drizzle-orm";
import { jobDeadLetters } from "@/db/schema/jobs";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { toPage } from "@/server/kernel/to-page";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import {
  deadLetterColumns,
  newestFirst,
  pageFilter,
  withIsoDates,
} from "./internal/dead-letter-rows";
import type { AnyDeadLetterPage, ListDeadLettersInput } from "./schema";

/** Every tenant's failed jobs, without what they carry. */
export async function listAnyDeadLetters(
  ctx: Ctx,
  input: ListDeadLettersInput,
): Promise<AnyDeadLetterPage> {
  authorize(ctx, "platform.job.manage");
  const rows = await asPlatform(ctx, "list failed jobs", (tx) =>
    tx
      .select({ ...deadLetterColumns, tenantId: jobDeadLetters.tenantId, tenantSlug: tenants.slug })
      .from(jobDeadLetters)
      .innerJoin(tenants, eq(tenants.id, jobDeadLetters.tenantId))
      .where(pageFilter(input))
      .orderBy(...newestFirst)
      .limit(input.limit + 1),
  );
  return toPage(rows.map(withIsoDates), input.limit);
}

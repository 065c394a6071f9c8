import { and, eq, like, not } from "drizzle-orm";
import { oneTimeCodes } from "@/db/schema/identity";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tokenHash } from "./internal/code-hash";
import { openRow, PROVEN } from "./internal/code-row";
import { enter } from "./internal/enter";
import { chargeTry } from "./internal/hit-limits";
import type { ProvenAddressDto, SignInWithLinkInput } from "./schema";

/** The link of a message → a ticket, or the accounts that share the mailbox; once. Throws Invalid(link_spent). */
export async function signInWithLink(
  ctx: Ctx,
  { link }: SignInWithLinkInput,
): Promise<ProvenAddressDto> {
  await chargeTry(ctx);
  const entered = await inTenant(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(oneTimeCodes)
      .where(
        and(
          openRow(ctx),
          eq(oneTimeCodes.linkHash, tokenHash(link)),
          not(like(oneTimeCodes.codeHash, `${PROVEN}%`)),
        ),
      )
      .for("update");
    return row && enter(ctx, tx, row, "magicLink");
  });
  if (!entered) throw new Invalid("link_spent");
  return entered;
}

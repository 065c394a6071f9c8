import { and, eq, like } from "drizzle-orm";
import { oneTimeCodes } from "@/db/schema/identity";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { openSession } from "@/server/modules/auth/for-modules";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tokenHash } from "./internal/code-hash";
import { openRow, PROVEN, useUp } from "./internal/code-row";
import { provenBy } from "./internal/enter";
import { chargeTry } from "./internal/hit-limits";
import { provenCustomers } from "./internal/portal-customers";
import type { ChooseAccountInput, PortalTicketDto } from "./schema";

/** Which of the accounts behind a proven address; once. Throws Invalid(link_spent), NotFound for one that is not among them. */
export async function chooseAccount(
  ctx: Ctx,
  { proof, customerId }: ChooseAccountInput,
): Promise<PortalTicketDto> {
  await chargeTry(ctx);
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(oneTimeCodes)
      .where(
        and(
          openRow(ctx),
          eq(oneTimeCodes.linkHash, tokenHash(proof)),
          like(oneTimeCodes.codeHash, `${PROVEN}%`),
        ),
      )
      .for("update");
    if (!row) throw new Invalid("link_spent");
    const chosen = (await provenCustomers(ctx, tx, row)).find(({ id }) => id === customerId);
    if (!chosen) throw new NotFound("customer");
    await useUp(ctx, tx, row.id);
    const methods = [provenBy(row.codeHash)];
    const { ticket } = await openSession(tx, ctx, { customerId: chosen.id, methods });
    return { ticket };
  });
}

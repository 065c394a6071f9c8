import { Invalid } from "@/server/kernel/errors";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { changePurpose } from "./internal/change-purpose";
import { tryCode, useUp } from "./internal/code-row";
import { chargeTry } from "./internal/hit-limits";
import { ownCustomer } from "./internal/own-customer";
import { saveProfile } from "./internal/save-profile";
import { readAddress } from "./rules/address";
import type { ConfirmContactChangeInput, ProfileDto } from "./schema";

/** The code from the new address → the address is the customer's. Throws Invalid: code_wrong, code_spent. */
export async function confirmContactChange(
  ctx: Ctx,
  input: ConfirmContactChangeInput,
): Promise<ProfileDto> {
  await chargeTry(ctx);
  const { customerId } = ownCustomer(ctx);
  const { kind, requestId, code } = input;
  const tried = await inTenant(ctx, async (tx) => {
    const address = readAddress(input.address, (await tenantFacts(ctx, tx)).country);
    if (address?.kind !== kind) return "wrong" as const;
    const purpose = changePurpose(customerId, address);
    const result = await tryCode(ctx, tx, { purpose, requestId, code });
    if (result.outcome !== "right") return result.outcome;
    await useUp(ctx, tx, result.row.id);
    return saveProfile(ctx, tx, { [kind]: address.value });
  });
  if (tried === "wrong") throw new Invalid("code_wrong", {}, { fields: { code: "code_wrong" } });
  if (tried === "spent") throw new Invalid("code_spent", {}, { fields: { code: "code_spent" } });
  return tried;
}

import { Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { availableChannels } from "./internal/available-channels";
import { changePurpose } from "./internal/change-purpose";
import { codeHash, destinationHash, newCode } from "./internal/code-hash";
import { openCode } from "./internal/code-row";
import { chargeAsking } from "./internal/hit-limits";
import { ownRecord } from "./internal/own-customer";
import { readAddress } from "./rules/address";
import { channelsFor } from "./rules/channels";
import { CODE_MINUTES } from "./rules/code";
import type { RequestContactChangeInput, RequestedChangeDto } from "./schema";

/**
 * Sends a code to the new e-mail or phone; nothing changes until it is given back. Throws Invalid(address_invalid), and
 * Invalid(phone_unreachable) where the company sends nothing to phones.
 */
export async function requestContactChange(
  ctx: Ctx,
  input: RequestContactChangeInput,
): Promise<RequestedChangeDto> {
  const { country } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
  const address = readAddress(input.address, country);
  if (address?.kind !== input.kind)
    throw new Invalid("address_invalid", {}, { fields: { address: "address_invalid" } });
  await chargeAsking(ctx, address.value);
  return inTenant(ctx, async (tx) => {
    const own = await ownRecord(ctx, tx);
    const channels = channelsFor(address.kind, await availableChannels(ctx));
    if (address.kind === "phone" && channels[0] === "email") throw new Invalid("phone_unreachable");
    const id = newId();
    const code = newCode();
    const purpose = changePurpose(own.id, address);
    const { expiresAt } = await openCode(ctx, tx, {
      id,
      customerId: own.id,
      hash: codeHash(purpose, id, code),
      destinationHash: destinationHash(ctx.tenantId, purpose),
      channel: channels[0],
    });
    await queueMessage(ctx, tx, {
      template: "auth.signInCode",
      to: {
        ...(address.kind === "email" ? { email: address.value } : { phone: address.value }),
        ...{ locale: ctx.locale, name: own.name },
      },
      params: { minutes: CODE_MINUTES },
      secrets: { code },
      channels,
      dedupeKey: `portal.change:${id}`,
      expiresAt,
    });
    return { requestId: id, address: address.value, expiresAt: expiresAt.toISOString() };
  });
}

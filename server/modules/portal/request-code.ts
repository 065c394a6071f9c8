import { enqueue } from "@/server/jobs/enqueue";
import { Invalid } from "@/server/kernel/errors";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { availableChannels } from "./internal/available-channels";
import { destinationHash } from "./internal/code-hash";
import { openCode } from "./internal/code-row";
import { chargeAsking } from "./internal/hit-limits";
import { isKnownDevice } from "./internal/is-known-device";
import { findByAddress } from "./internal/portal-customers";
import { readAddress } from "./rules/address";
import { channelsFor } from "./rules/channels";
import type { RequestCodeInput, RequestedCodeDto } from "./schema";
import { sendCode } from "./send-code";

/**
 * Asks for a code for whoever has the e-mail or phone. Nobody learns whether somebody has: the same rows, the same job
 * and the same answer for every address. Throws Invalid(address_invalid) for what is neither, TooManyRequests.
 */
export async function requestCode(ctx: Ctx, input: RequestCodeInput): Promise<RequestedCodeDto> {
  const { country } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
  const address = readAddress(input.address, country);
  if (!address)
    throw new Invalid("address_invalid", {}, { fields: { address: "address_invalid" } });
  const known = await inTenant(ctx, (tx) => isKnownDevice(ctx, tx, address.value));
  await chargeAsking(ctx, address.value, known);
  return inTenant(ctx, async (tx) => {
    const channels = channelsFor(address.kind, await availableChannels(ctx));
    const customer = await findByAddress(ctx, tx, address);
    const { id, expiresAt } = await openCode(ctx, tx, {
      customerId: customer?.id ?? null,
      destinationHash: destinationHash(ctx.tenantId, address.value),
      channel: channels[0],
    });
    enqueue(ctx, sendCode, { codeId: id, typed: address.kind });
    const onRecord = address.kind === "phone" && channels[0] === "email";
    return {
      requestId: id,
      sentTo: onRecord ? "mailboxOnRecord" : address.kind,
      expiresAt: expiresAt.toISOString(),
    };
  });
}

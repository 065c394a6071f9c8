import { and, eq } from "drizzle-orm";
import { services } from "@/db/schema/subscriptions";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireReferences } from "./internal/require-references";
import { fetchService, type ServiceRow, toServiceDto } from "./internal/service-row";
import { searchTextOf } from "./rules/search-text";
import { type ServiceDto, updateServiceInput, type UpdateServiceInput } from "./schema";

/**
 * Changes label or reference, or moves it to another of the customer's addresses, which is a fact of its own; nothing
 * changed states nothing. Throws `NotFound`, `Invalid` beside a field.
 */
export function updateService(ctx: Ctx, given: UpdateServiceInput): Promise<ServiceDto> {
  const { serviceId, ...set } = updateServiceInput.parse(given);
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    const changes = changesOf(row, set);
    if (!changes) return toServiceDto(row);
    await requireReferences(ctx, tx, { customerId: row.customerId, addressId: set.addressId });
    const after = { ...row, ...set };
    const searchText = searchTextOf({ ...after, ref: after.enforcementRef });
    await tx
      .update(services)
      .set({ ...set, searchText, updatedAt: ctx.now })
      .where(and(eq(services.tenantId, ctx.tenantId), eq(services.id, serviceId)));
    const changed = await fetchService(ctx, tx, serviceId, how);
    stateChanges(ctx, row, changed);
    return toServiceDto(changed);
  });
}

/** Where it stands is personal: the payload says which addresses, what they say is kept apart. */
function stateChanges(ctx: Ctx, before: ServiceRow, after: ServiceRow): void {
  const entity = { type: "service", id: after.id } as const;
  const own = ({ label, enforcementRef }: ServiceRow) => ({ label, enforcementRef });
  const changes = changesOf(own(before), own(after));
  if (changes) record(ctx, "service.updated", { entity, payload: changes });
  if (before.addressId === after.addressId) return;
  record(ctx, "service.moved", {
    entity,
    payload: {
      ...{ number: after.number, customerId: after.customerId },
      ...{ fromAddressId: before.addressId, toAddressId: after.addressId },
    },
    personal: { before: before.address, after: after.address },
  });
}

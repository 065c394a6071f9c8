import { authorize, holds } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer } from "./internal/customer-row";
import {
  readAddresses,
  readContacts,
  readFiles,
  readIdentities,
  readNotes,
} from "./internal/read-details";
import type { CustomerDetailsDto } from "./rules/details-schema";
import type { CustomerIdInput } from "./schema";

/** Contacts, addresses, ways to reach, notes and files of a customer within reach: one query each. Throws `NotFound`. */
export function getDetails(ctx: Ctx, { customerId }: CustomerIdInput): Promise<CustomerDetailsDto> {
  authorize(ctx, "customer.read");
  return inTenant(ctx, async (tx) => {
    await fetchCustomer(ctx, tx, customerId);
    return {
      contacts: await readContacts(ctx, tx, customerId),
      addresses: await readAddresses(ctx, tx, customerId),
      identities: await readIdentities(ctx, tx, customerId),
      notes: await readNotes(ctx, tx, customerId),
      files: holds(ctx.actor, "file.read") ? await readFiles(ctx, tx, customerId) : [],
    };
  });
}

import type { Tx } from "@/db/client";
import { customerIdentities } from "@/db/schema/crm";

type Reached = { id: string; tenantId: string; email: string | null; phone: string | null };

/** Writes the e-mail and the phone of new customers among their identities, as the main ones. */
export async function addMainAddresses(tx: Tx, made: readonly Reached[]): Promise<void> {
  const rows = made.flatMap(({ id, tenantId, email, phone }) => {
    const shared = { tenantId, customerId: id, primary: true };
    return [
      ...(email ? [{ ...shared, channel: "email", kind: "address", value: email } as const] : []),
      ...(phone ? [{ ...shared, channel: "phone", kind: "phone", value: phone } as const] : []),
    ];
  });
  if (rows.length > 0) await tx.insert(customerIdentities).values(rows);
}

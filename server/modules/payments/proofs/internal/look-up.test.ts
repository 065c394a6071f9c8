import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { paymentsLike } from "./look-up";

test("a payment of the same operation is known however the number is written, and a number of noughts is nobody's", async () => {
  const tenant = await mintTenant();
  const { ctx: owner } = await mintStaff(tenant, "owner");
  const { id: customerId } = await createCustomer(owner, { name: "Rosa" });
  await inTenant(owner, (tx) =>
    tx.execute(sql`insert into payments (tenant_id, customer_id, method, status, currency, amount_minor, unallocated_minor, received_on, reference)
      select ${tenant.id}, ${customerId}, 'transfer', 'recorded', 'PEN', 100, 100, '2026-01-05', reference
      from unnest(array['op 00-1234 567', 'A-77.90', '']) reference`),
  );
  const known = async (operation: string) => {
    const asked = {
      id: newId(),
      customerId,
      currency: "PEN",
      amountMinor: 999,
      paidOn: "2026-01-09",
    };
    const rest = {
      operation,
      note: "",
      operationKey: "",
      fileSha256: "",
      invoiceIds: [],
      paymentId: null,
    };
    return (await inTenant(owner, (tx) => paymentsLike(owner, tx, { ...asked, ...rest })))
      .operation;
  };
  expect(await known("a7790")).toBe(false);
  for (const same of ["op001234567", "op 00 1234-567", "A7790", "000A-7790"])
    expect(await known(same)).toBe(true);
  for (const other of ["", "-", "000", "1234", "A7791", "77A90", "%"])
    expect(await known(other)).toBe(false);
});

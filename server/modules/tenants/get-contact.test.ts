import { expect, test } from "vitest";
import { mintTenant } from "@/server/testing/tenant";
import { getContact } from "./get-contact";
import { updateSettings } from "./update-settings";

test("a visitor reads how to reach this company, and never the next one", async () => {
  const [mine, other] = [await mintTenant(), await mintTenant()];
  const data = { legalName: "FibraNet SAC", phone: "+51 1 700 1234", taxId: "20601234567" };
  await updateSettings(mine.ctx, { module: "company", version: 0, data });
  const visitor = { ...mine.ctx, actor: { kind: "anonymous" } } as const;
  expect(await getContact(visitor)).toEqual({
    legalName: "FibraNet SAC",
    phone: "+51 1 700 1234",
    address: "",
    supportEmail: "",
  });
  expect(await getContact({ ...other.ctx, actor: { kind: "anonymous" } })).toMatchObject({
    legalName: "",
    phone: "",
  });
});

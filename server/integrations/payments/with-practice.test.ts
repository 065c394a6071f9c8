import { expect, test } from "vitest";
import type { GatewayAccount, PaymentGateway } from "./schema";
import { withPractice } from "./with-practice";

const named = (name: string) =>
  ({ name, lookUp: () => Promise.resolve([{ id: name }]) }) as unknown as PaymentGateway;
const asked = async (live: boolean, secretKey: string) => {
  const account: GatewayAccount = {
    ...{ integrationId: "x", accountId: "", live },
    secrets: { secretKey },
  };
  const gateway = withPractice(named("vendor"), named("practice"));
  const about = { kind: "charge", id: "1" } as const;
  return (await gateway.lookUp({ tenantId: "t", requestId: "r" }, account, about))[0]?.id;
};

test("only an account with the practice gateway's own key, and no real money, goes to it", async () => {
  expect(await asked(false, "sk_test_standin")).toBe("practice");
  expect(await asked(true, "sk_test_standin")).toBe("vendor");
  expect(await asked(false, "sk_test_51abc")).toBe("vendor");
});

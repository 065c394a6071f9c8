import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCards } from "@/server/modules/payments/cards/list-cards";
import { cardScene } from "@/server/testing/card-scene";
import { serveGateways } from "@/server/testing/gateway-scene";
import { seedCards } from "./seed-cards";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());

test("the demo's customers have cards that the practice gateway charges, once however often it is seeded", async () => {
  const { owner, customerId, bill, rows, charge } = await cardScene(gateways);
  const invoiceId = await bill("2090-01-31");
  await seedCards(owner);
  await seedCards(owner);
  const { cards, autopay, mandates } = await listCards(owner, { customerId });
  expect(cards).toMatchObject([{ brand: "visa", last4: "4242", live: false, status: "active" }]);
  expect(autopay?.planned).toMatchObject([{ invoiceId, onDay: "2090-01-31", why: null }]);
  expect(mandates.map(({ kind }) => kind).toSorted()).toEqual(["autopay", "keep"]);
  await charge("2090-01-31T15:30:00Z");
  const open = sql`select open_minor::float8 as open from invoices where id = ${invoiceId}`;
  expect(await rows(open)).toEqual([{ open: 0 }]);
});

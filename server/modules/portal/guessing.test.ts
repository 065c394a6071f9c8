import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintCustomer } from "@/server/testing/customer";
import { askForCode, visitorOf } from "@/server/testing/portal";
import { mintTenant } from "@/server/testing/tenant";
import { signInWithCode } from "./sign-in-with-code";
import { requestCode } from "./request-code";

const GUESSES = 10_000;

test("ten thousand guesses from two hundred networks never try a code more than five times, and its owner still enters", async () => {
  const tenant = await mintTenant();
  const { email } = await mintCustomer(tenant);
  // Their own telephone, from which they came in once before.
  const own = { ...visitorOf(tenant, "203.0.113.200"), deviceToken: "d".repeat(43) };
  await signInWithCode(own, await askForCode(tenant, email, own));
  const requests: string[] = [];
  let [answered, entered] = [0, 0];
  const networks = Array.from(
    { length: 200 },
    (_, i) => `198.51.${100 + (i >> 7)}.${(i % 128) + 1}`,
  );
  for (const ip of networks) {
    // Each network asks as often as it may, and spreads its guesses over whatever it got.
    for (let asked = 0; asked < 2; asked++)
      await requestCode(visitorOf(tenant, ip), { address: email })
        .then(({ requestId }) => requests.push(requestId))
        .catch(() => undefined);
    await Promise.all(
      Array.from({ length: GUESSES / networks.length }, (_, i) =>
        signInWithCode(visitorOf(tenant, ip), {
          requestId: requests[(answered + i) % requests.length] ?? "",
          code: String(i).padStart(6, "0"),
        })
          .then(() => entered++)
          .catch(() => answered++),
      ),
    );
  }
  expect([answered, entered]).toEqual([GUESSES, 0]);
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ most: number; codes: number }>(
      sql`select max(attempts)::int as most, count(*)::int as codes from one_time_codes where tenant_id = ${tenant.id}`,
    ),
  );
  expect(rows[0]?.most).toBeLessThanOrEqual(5);
  // The flood may cost the owner so many messages an hour, and no more.
  expect(rows[0]?.codes).toBeLessThanOrEqual(41);
  const code = await askForCode(tenant, email, { ...own, now: new Date() });
  expect((await signInWithCode({ ...own, now: new Date() }, code)).ticket).not.toBeNull();
}, 120_000);

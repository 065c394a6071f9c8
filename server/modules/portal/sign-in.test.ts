import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { Invalid, TooManyRequests } from "@/server/kernel/errors";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintCustomer } from "@/server/testing/customer";
import { askForCode, lastMessage, runSendCode, visitorOf } from "@/server/testing/portal";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { chooseAccount } from "./choose-account";
import { requestCode } from "./request-code";
import { signInWithCode } from "./sign-in-with-code";
import { signInWithLink } from "./sign-in-with-link";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

const later = (minutes: number) => ({
  ...visitorOf(tenant),
  now: new Date(Date.now() + minutes * 60_000),
});
const codesOf = async () =>
  (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ customer_id: string | null; code_hash: string; attempts: number }>(
        sql`select customer_id, code_hash, attempts from one_time_codes where tenant_id = ${tenant.id} order by id desc`,
      ),
    )
  ).rows;

test("a customer enters with the code from their mailbox, once", async () => {
  const { email, customerId } = await mintCustomer(tenant);
  const { requestId, code } = await askForCode(tenant, email.toUpperCase());
  expect(code).toMatch(/^\d{6}$/);
  const { ticket } = await signInWithCode(visitorOf(tenant), { requestId, code });
  expect(ticket).toMatch(/^[\w-]{43}$/);
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`select audience, methods from sessions where tenant_id = ${tenant.id} and customer_id = ${customerId}`,
    ),
  );
  expect(rows).toEqual([{ audience: "customer", methods: ["emailCode"] }]);
  await expect(signInWithCode(visitorOf(tenant), { requestId, code })).rejects.toMatchObject({
    key: "code_spent",
  });
});

test("a phone is understood as people of the tenant's country write it", async () => {
  const { customerId } = await mintCustomer(tenant, { phone: "+51987654321", email: null });
  const { requestId, code } = await askForCode(tenant, "987 654 321");
  expect((await lastMessage(tenant))?.job).toMatchObject({
    template: "auth.signInCode",
    to: { customerId },
  });
  expect((await signInWithCode(visitorOf(tenant), { requestId, code })).ticket).not.toBeNull();
});

test.each(["nobody", "@", "12", "a@b", "maria@", "+999999999999999999"])(
  "%s is neither an e-mail nor a phone",
  async (address) => {
    await expect(requestCode(visitorOf(tenant), { address })).rejects.toMatchObject({
      key: "address_invalid",
    });
  },
);

test("nobody learns whether an address is known: same answer, same row, same job", async () => {
  const { email } = await mintCustomer(tenant);
  const known = await requestCode(visitorOf(tenant), { address: email });
  const [ofKnown] = await codesOf();
  const unknown = await requestCode(visitorOf(tenant), { address: "nobody@customer.example" });
  const [ofUnknown] = await codesOf();
  expect(Object.keys(unknown)).toEqual(Object.keys(known));
  expect(unknown.sentTo).toBe(known.sentTo);
  expect({ ...ofUnknown, customer_id: "?" }).toEqual({ ...ofKnown, customer_id: "?" });
  expect(ofUnknown?.customer_id).toBeNull();
  await runSendCode(tenant, unknown.requestId);
  const tries = async (requestId: string) => {
    const answers: string[] = [];
    for (let i = 0; i < 7; i++)
      await signInWithCode(visitorOf(tenant), { requestId, code: "000000" }).catch(
        (error: Invalid) => answers.push(error.key),
      );
    return answers;
  };
  expect(await tries(unknown.requestId)).toEqual(await tries(known.requestId));
});

test("an archived customer and one without access are as unknown as a stranger", async () => {
  for (const change of [sql`portal_access = false`, sql`archived_at = now()`]) {
    const { email, customerId } = await mintCustomer(tenant);
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`update customers set ${change} where id = ${customerId}`),
    );
    await requestCode(visitorOf(tenant), { address: email });
    expect((await codesOf())[0]?.customer_id).toBeNull();
  }
});

test("access that is withdrawn after the code was sent lets nobody in", async () => {
  const { email, customerId } = await mintCustomer(tenant);
  const { requestId, code, link } = await askForCode(tenant, email);
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update customers set portal_access = false where id = ${customerId}`),
  );
  await expect(signInWithCode(visitorOf(tenant), { requestId, code })).rejects.toThrow(Invalid);
  await expect(signInWithLink(visitorOf(tenant), { link })).rejects.toThrow(Invalid);
});

describe("a code", () => {
  test("is void once a newer one was asked for", async () => {
    const { email } = await mintCustomer(tenant);
    const first = await askForCode(tenant, email);
    const second = await askForCode(tenant, email);
    await expect(signInWithCode(visitorOf(tenant), first)).rejects.toMatchObject({
      key: "code_spent",
    });
    expect((await signInWithCode(visitorOf(tenant), second)).ticket).not.toBeNull();
  });

  test("lives ten minutes, its link fifteen", async () => {
    const { email } = await mintCustomer(tenant);
    const { requestId, code, link } = await askForCode(tenant, email);
    await expect(signInWithCode(later(10.1), { requestId, code })).rejects.toMatchObject({
      key: "code_spent",
    });
    await expect(signInWithLink(later(15.1), { link })).rejects.toMatchObject({
      key: "link_spent",
    });
    expect((await signInWithLink(later(14.9), { link })).ticket).not.toBeNull();
  });

  test("is worth nothing for another request, nor in another tenant", async () => {
    const [one, other] = [await mintCustomer(tenant), await mintCustomer(tenant)];
    const mine = await askForCode(tenant, one.email);
    const theirs = await requestCode(visitorOf(tenant), { address: other.email });
    const elsewhere = await mintTenant();
    await expect(
      signInWithCode(visitorOf(tenant), { requestId: theirs.requestId, code: mine.code }),
    ).rejects.toMatchObject({ key: "code_wrong" });
    await expect(signInWithCode(visitorOf(elsewhere), mine)).rejects.toMatchObject({
      key: "code_spent",
    });
    await expect(signInWithLink(visitorOf(elsewhere), { link: mine.link })).rejects.toMatchObject({
      key: "link_spent",
    });
  });

  test("given twenty times at once opens one session", async () => {
    const { email, customerId } = await mintCustomer(tenant);
    const { requestId, code } = await askForCode(tenant, email);
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => signInWithCode(visitorOf(tenant), { requestId, code })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select 1 from sessions where customer_id = ${customerId}`),
    );
    expect(rows).toHaveLength(1);
  });

  test("is made once, however often its job runs, and stands nowhere in clear", async () => {
    const { email } = await mintCustomer(tenant);
    const { requestId, code } = await askForCode(tenant, email);
    await runSendCode(tenant, requestId);
    expect(JSON.stringify((await lastMessage(tenant))?.job)).not.toContain(code);
    expect((await signInWithCode(visitorOf(tenant), { requestId, code })).ticket).not.toBeNull();
  });
});

test("a link and the code of the same message open one session between them", async () => {
  const { email } = await mintCustomer(tenant);
  const { requestId, code, link } = await askForCode(tenant, email);
  expect((await signInWithLink(visitorOf(tenant), { link })).ticket).not.toBeNull();
  await expect(signInWithLink(visitorOf(tenant), { link })).rejects.toThrow(Invalid);
  await expect(signInWithCode(visitorOf(tenant), { requestId, code })).rejects.toThrow(Invalid);
});

describe("an address that two customers share", () => {
  const shared = async () => {
    const email = `family${Date.now()}${Math.random()}@customer.example`;
    const [one, other] = [
      await mintCustomer(tenant, { email, name: "Rosa Huamán" }),
      await mintCustomer(tenant, { email, name: "Bodega Rosa" }),
    ];
    const { choice, ticket } = await signInWithCode(
      visitorOf(tenant),
      await askForCode(tenant, email),
    );
    return { one, other, proof: choice?.proof ?? "", choice, ticket };
  };

  test("opens, after the code, a choice between them, and then one of them, once", async () => {
    const { other, proof, choice, ticket } = await shared();
    expect(ticket).toBeNull();
    expect(choice?.accounts.map(({ name }) => name)).toEqual(["Rosa Huamán", "Bodega Rosa"]);
    const chosen = { proof, customerId: other.customerId };
    await expect(signInWithLink(visitorOf(tenant), { link: proof })).rejects.toThrow(Invalid);
    expect((await chooseAccount(visitorOf(tenant), chosen)).ticket).toMatch(/^[\w-]{43}$/);
    await expect(chooseAccount(visitorOf(tenant), chosen)).rejects.toThrow(Invalid);
  });

  test("opens nobody else's account, and none after five minutes", async () => {
    const { one, proof } = await shared();
    const stranger = await mintCustomer(tenant);
    await expect(
      chooseAccount(visitorOf(tenant), { proof, customerId: stranger.customerId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      chooseAccount(later(5.1), { proof, customerId: one.customerId }),
    ).rejects.toMatchObject({ key: "link_spent" });
  });
});

test("asking is bounded for one address from one network, not for its neighbours", async () => {
  const { email } = await mintCustomer(tenant);
  const other = await mintTenant();
  for (let i = 0; i < 5; i++)
    await requestCode(visitorOf(tenant, "203.0.113.5"), { address: email });
  await expect(requestCode(visitorOf(tenant, "203.0.113.5"), { address: email })).rejects.toThrow(
    TooManyRequests,
  );
  await requestCode(visitorOf(tenant, "203.0.113.6"), { address: email });
  await requestCode(visitorOf(other, "203.0.113.5"), { address: email });
});

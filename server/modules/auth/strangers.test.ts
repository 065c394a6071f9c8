import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import * as hashing from "@/server/auth/password-hash";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { requestPhoneCode } from "./request-phone-code";
import { accountDelaySeconds } from "./rules/sign-in";
import { signInWithPassword } from "./sign-in-with-password";
import { signInWithPhoneCode } from "./sign-in-with-phone-code";

const password = "correct horse battery staple";
const passwordHash = await hashPassword(password);

const scene = async () => {
  const tenant = await mintTenant();
  const member = await mintStaff(tenant, "technician", { passwordHash });
  const from = (ip: string, over: Partial<Ctx> = {}): Ctx => ({
    ...tenant.ctx,
    actor: { kind: "anonymous" },
    now: new Date(),
    ip,
    ...over,
  });
  return { tenant, member, from };
};

test("strangers at many addresses slow each other down, never the person in their own browser", async () => {
  const { member, from } = await scene();
  const { email } = member;
  const known = { deviceToken: "k".repeat(43) };
  await signInWithPassword(from("192.0.2.1", known), { email, password });
  const now = new Date();
  for (let i = 0; i < 40; i++)
    await signInWithPassword(from(`198.51.100.${i}`, { now }), { email, password: "guess" }).catch(
      () => undefined,
    );
  await expect(
    signInWithPassword(from("203.0.113.9", { now }), { email, password }),
  ).rejects.toMatchObject({ code: "too_many_requests" });
  expect(
    await signInWithPassword(from("203.0.113.10", { now, ...known }), { email, password }),
  ).toHaveProperty("ticket");
  const later = { now: new Date(now.getTime() + 61_000) };
  expect(await signInWithPassword(from("203.0.113.9", later), { email, password })).toHaveProperty(
    "ticket",
  );
});

test("the ceiling of an account rises slowly and ends at a minute", () => {
  const delays = [29, 30, 31, 36, 100, 10_000].map(accountDelaySeconds);
  expect(delays).toEqual([0, 1, 2, 60, 60, 60]);
});

test("a known and an unknown account cost exactly one hash and the same rows of attempts", async () => {
  const { member, from, tenant } = await scene();
  const hash = vi.spyOn(hashing, "verifyPassword");
  const counts: [number, number][] = [];
  for (const email of [member.email, "nobody@nowhere.example"]) {
    const before = await written(tenant.ctx);
    hash.mockClear();
    await signInWithPassword(from("192.0.2.55"), { email, password: "wrong" }).catch(
      () => undefined,
    );
    const after = await written(tenant.ctx);
    counts.push([hash.mock.calls.length, after - before]);
  }
  hash.mockRestore();
  expect(counts).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

/** Rows of attempts: account and address, account and everywhere. */
const written = async (ctx: Ctx) => {
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute(sql`select count(*)::int as count from sign_in_attempts`),
  );
  return Number(rows[0]?.count);
};

const phoneScene = async () => {
  const { tenant, member, from } = await scene();
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`update memberships set phone = '+51987654321' where id = ${member.membershipId}`,
    ),
  );
  return { tenant, member, from };
};

test("a phone that nobody has gets the same answer, a row and a job, and no code opens it", async () => {
  const { tenant, from } = await phoneScene();
  const known = await requestPhoneCode(from("192.0.2.1"), { phone: "987 654 321" });
  const unknown = await requestPhoneCode(from("192.0.2.2"), { phone: "+51 912 345 678" });
  expect(Object.keys(known)).toEqual(Object.keys(unknown));
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select membership_id is not null as known from one_time_codes order by id`),
  );
  expect(rows).toEqual([{ known: true }, { known: false }]);
  await expect(
    signInWithPhoneCode(from("192.0.2.2"), { codeId: unknown.codeId, code: "123456" }),
  ).rejects.toMatchObject({ key: "code_wrong" });
});

test("a phone's code takes five guesses, in parallel as in turn, and tells its owner", async () => {
  const { tenant, from } = await phoneScene();
  const { codeId } = await requestPhoneCode(from("192.0.2.1"), { phone: "+51987654321" });
  await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      signInWithPhoneCode(from("192.0.2.1"), { codeId, code: String(100_000 + i) }).catch(
        () => undefined,
      ),
    ),
  );
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`select attempts, (select count(*)::int from security_log where kind = 'codeGuessed') as told from one_time_codes`,
    ),
  );
  expect(rows).toEqual([{ attempts: 5, told: 1 }]);
});

test("the sixth code for a phone within an hour is refused, and so is what is no phone", async () => {
  const { from } = await phoneScene();
  for (let i = 0; i < 5; i++) await requestPhoneCode(from(`192.0.2.${i}`), { phone: "987654321" });
  await expect(requestPhoneCode(from("192.0.2.9"), { phone: "987654321" })).rejects.toMatchObject({
    code: "too_many_requests",
  });
  await expect(requestPhoneCode(from("192.0.2.9"), { phone: "12345" })).rejects.toMatchObject({
    fields: { phone: "phone_invalid" },
  });
});

import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { redeemTicket } from "./redeem-ticket";
import { signInWithPassword } from "./sign-in-with-password";

const password = "correct horse battery staple";
const passwordHash = await hashPassword(password);
let tenant: TestTenant;
let email: string;

beforeEach(async () => {
  tenant = await mintTenant();
  ({ email } = await mintStaff(tenant, "agent", { passwordHash }));
});

const from = (ip: string, over: Partial<Ctx> = {}): Ctx => ({
  ...tenant.ctx,
  actor: { kind: "anonymous" },
  now: new Date(),
  ip,
  ...over,
});
const guess = (ctx: Ctx, wrong = "wrong") => signInWithPassword(ctx, { email, password: wrong });
const ticketOf = async () =>
  (await signInWithPassword(from("192.0.2.1"), { email, password })).ticket ?? "";
const failed = { code: "unauthenticated", key: "sign_in_failed" };

describe("password sign-in", () => {
  test("a ticket works once", async () => {
    const ticket = await ticketOf();
    const redeemed = [
      await redeemTicket(from("192.0.2.1"), { ticket, audience: "staff" }),
      await redeemTicket(from("192.0.2.1"), { ticket, audience: "staff" }),
    ];
    expect(redeemed).toEqual([expect.any(String), undefined]);
  });

  test("twenty redemptions at once: one succeeds", async () => {
    const ticket = await ticketOf();
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        redeemTicket(from("192.0.2.1"), { ticket, audience: "staff" }),
      ),
    );
    expect(all.filter(Boolean)).toHaveLength(1);
  });

  test("a ticket older than a minute, or of another tenant, opens nothing", async () => {
    const ticket = await ticketOf();
    const other = await mintTenant();
    expect(
      await redeemTicket(
        { ...from("192.0.2.1"), tenantId: other.id },
        { ticket, audience: "staff" },
      ),
    ).toBe(undefined);
    const late = from("192.0.2.1", { now: new Date(Date.now() + 61_000) });
    expect(await redeemTicket(late, { ticket, audience: "staff" })).toBe(undefined);
  });

  test("an IPv6 customer's many addresses are one: guesses from each of them slow down together", async () => {
    const results: unknown[] = [];
    for (let i = 1; i <= 12; i++)
      results.push(await guess(from(`2001:db8:7:7::${i}`)).catch((error: unknown) => error));
    expect(results.at(-1)).toMatchObject({ code: "too_many_requests" });
    await expect(guess(from("2001:db8:7:8::1"))).rejects.toMatchObject(failed);
  });

  test("a wrong password and an unknown e-mail get the same answer", async () => {
    await expect(guess(from("192.0.2.1"))).rejects.toMatchObject(failed);
    const unknown = signInWithPassword(from("192.0.2.1"), { email: "no@body.example", password });
    await expect(unknown).rejects.toMatchObject(failed);
  });

  test("a member of another tenant is unknown here, whatever the password", async () => {
    const other = await mintTenant();
    const there = { ...from("192.0.2.1"), tenantId: other.id };
    await expect(signInWithPassword(there, { email, password })).rejects.toMatchObject(failed);
  });

  test("a disabled member cannot sign in", async () => {
    await inTenant(tenant.ctx, (tx) => tx.execute(sql`update memberships set status = 'disabled'`));
    await expect(signInWithPassword(from("192.0.2.1"), { email, password })).rejects.toMatchObject(
      failed,
    );
  });

  test("a member of the platform's tenant who is no listed admin cannot enter the admin host", async () => {
    const platform = { ...tenant, id: PLATFORM_TENANT_ID };
    const clerk = await mintStaff(platform, "owner", { passwordHash });
    const there = { ...from("192.0.2.1"), tenantId: PLATFORM_TENANT_ID };
    const attempt = () => signInWithPassword(there, { email: clerk.email, password });
    await expect(attempt()).rejects.toMatchObject(failed);
    await composition().db.platform.transaction(PLATFORM_TENANT_ID, (tx) =>
      tx.execute(sql`insert into platform_admins (user_id) values (${clerk.userId})`),
    );
    expect(await attempt()).toMatchObject({ ticket: expect.any(String) });
  });
});

describe("guessing", () => {
  test("is slowed down after five failures, and waiting is enough to go on", async () => {
    const startMs = Date.now();
    const at = (seconds: number) => from("192.0.2.1", { now: new Date(startMs + seconds * 1000) });
    for (let i = 0; i < 5; i++) await expect(guess(at(0))).rejects.toMatchObject(failed);
    await expect(guess(at(0), password)).rejects.toMatchObject({
      code: "too_many_requests",
      retryAfterSeconds: 1,
    });
    expect(await guess(at(2), password)).toMatchObject({ ticket: expect.any(String) });
    // The right password wipes the slate.
    await expect(guess(at(3))).rejects.toMatchObject(failed);
  });

  test("from one address never locks the owner out at another", async () => {
    for (let i = 0; i < 30; i++) await guess(from("203.0.113.66")).catch(() => undefined);
    await expect(guess(from("203.0.113.66"), password)).rejects.toMatchObject({
      code: "too_many_requests",
    });
    expect(await guess(from("192.0.2.10"), password)).toMatchObject({ ticket: expect.any(String) });
  });

  test("in parallel gets no more tries than in turn", async () => {
    const now = new Date();
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        guess(from("192.0.2.77", { now })).catch((error: { code: string }) => error.code),
      ),
    );
    expect(tries.filter((code) => code === "unauthenticated")).toHaveLength(5);
    expect(tries.filter((code) => code === "too_many_requests")).toHaveLength(15);
  });

  test("over many accounts from one address ends at the address's own limit", async () => {
    const codes: string[] = [];
    for (let i = 0; i < 62; i++)
      await signInWithPassword(from("192.0.2.88"), { email: `user${i}@x.example`, password }).catch(
        (error: { code: string }) => codes.push(error.code),
      );
    expect(codes.slice(0, 60).every((code) => code === "unauthenticated")).toBe(true);
    expect(codes.slice(60)).toEqual(["too_many_requests", "too_many_requests"]);
  });

  test("leaves a fact, and no password, e-mail or address in the database's own words", async () => {
    for (let i = 0; i < 6; i++)
      await guess(from("198.51.100.4", { now: new Date(Date.now() + i * 60_000) })).catch(
        () => undefined,
      );
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select (select string_agg(body, '') from events) as facts,
        (select string_agg(a::text, '') from sign_in_attempts a) as attempts`),
    );
    const text = JSON.stringify(rows);
    expect(text).toContain("signIn.delayed");
    expect(text).not.toMatch(new RegExp(`${email}|198\\.51\\.100\\.4|wrong`));
  });
});

import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/server/auth/password-hash";
import { DEVICE_COOKIE } from "@/server/auth/session";
import { composition } from "@/server/composition";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { cookiesOf, signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: Awaited<ReturnType<typeof mintTenant>>;
let passwordHash: string;

beforeAll(async () => {
  tenant = await mintTenant();
  passwordHash = await hashPassword(password);
  await refreshHosts();
  server = await startTestServer();
});
afterAll(() => server.close());

const member = async () => {
  const person = await mintStaff(tenant, "agent", { passwordHash });
  const account = { email: person.email, password };
  return { ...person, account, cookie: await signIn(server, tenant.slug, account) };
};
const call = (cookie: string, path: string, input?: unknown) =>
  trpc(server, tenant.slug, `auth.${path}`, { cookie, mutation: true, input });
const kindOf = async (cookie: string) =>
  (await trpc(server, tenant.slug, "auth.whoAmI", { cookie })).json<{
    result: { data: { kind: string } };
  }>().result.data.kind;
const keyOf = (reply: { text: string }) => /"key":"([^"]+)"/.exec(reply.text)?.[1];
/** The proof gets old. */
const age = async (membershipId: string) => {
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`update sessions set proved_at = now() - interval '11 minutes' where membership_id = ${membershipId}`,
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_050));
};

/** What the browser does with a ticket. */
async function redeem(ticket: string, before: string): Promise<string> {
  const host = hostOf(tenant.slug);
  const csrf = await server.send(host, { path: "/api/auth/csrf" });
  const signed = await server.send(host, {
    method: "POST",
    path: "/api/auth/callback/ticket",
    headers: {
      origin: `http://${host}`,
      cookie: `${cookiesOf(csrf)}; ${before}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({
      csrfToken: csrf.json<{ csrfToken: string }>().csrfToken,
      ticket,
      json: "true",
    }).toString(),
  });
  return (
    cookiesOf(signed)
      .split("; ")
      .find((one) => one.startsWith("__Host-trama.session=")) ?? ""
  );
}

describe("step-up", () => {
  test("an old proof is refused; proving again goes on under a new session, and the old cookie is nobody", async () => {
    const { cookie, membershipId } = await member();
    expect((await call(cookie, "beginTotp")).status).toBe(200);
    await age(membershipId);
    expect(keyOf(await call(cookie, "beginTotp"))).toBe("step_up_required");
    const proof = await call(cookie, "proveAgain", { method: "password", password });
    const { ticket } = proof.json<{ result: { data: { ticket: string } } }>().result.data;
    const fresh = await redeem(ticket, cookie);
    expect((await call(fresh, "beginTotp")).status).toBe(200);
    expect(await kindOf(cookie)).toBe("anonymous");
  });

  test("is passed by the authenticator's code as well, once", async () => {
    const { cookie, membershipId } = await member();
    const begun = await call(cookie, "beginTotp");
    const { key } = begun.json<{ result: { data: { key: string } } }>().result.data;
    const codeAt = (ahead: number) =>
      new TOTP({ secret: Secret.fromBase32(key) }).generate({
        timestamp: Date.now() + ahead * 1_000,
      });
    expect((await call(cookie, "confirmTotp", { code: codeAt(0) })).status).toBe(200);
    await age(membershipId);
    expect(keyOf(await call(cookie, "removeTotp"))).toBe("step_up_required");
    const input = { method: "totp", code: codeAt(30) };
    const proof = await call(cookie, "proveAgain", input);
    expect(keyOf(await call(cookie, "proveAgain", input))).toBe("proof_failed");
    const { ticket } = proof.json<{ result: { data: { ticket: string } } }>().result.data;
    const fresh = await redeem(ticket, cookie);
    expect((await call(fresh, "removeTotp")).status).toBe(200);
  });

  test("does not make a session live longer than it would have", async () => {
    const { cookie, membershipId } = await member();
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`update sessions set expires_at = now() + interval '5 minutes' where membership_id = ${membershipId}`,
      ),
    );
    await call(cookie, "proveAgain", { method: "password", password });
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`select max(expires_at) < now() + interval '6 minutes' as kept from sessions where membership_id = ${membershipId}`,
      ),
    );
    expect(rows).toEqual([{ kept: true }]);
  });

  test("refuses a wrong password, a proof that the person does not have, and guessing", async () => {
    const { cookie } = await member();
    const tries = [
      { method: "password", password: "wrong" },
      { method: "totp", code: "000000" },
    ];
    for (const input of tries)
      expect(keyOf(await call(cookie, "proveAgain", input))).toBe("proof_failed");
    const codes: number[] = [];
    for (let i = 0; i < 20; i++) codes.push((await call(cookie, "proveAgain", tries[0])).status);
    expect(codes.at(-1)).toBe(429);
  });
});

describe("changing one's own password", () => {
  test("needs the old one, refuses what is guessed first, and ends every other session", async () => {
    const { cookie, account, userId } = await member();
    const elsewhere = await signIn(server, tenant.slug, account);
    const change = (current: string, next: string) =>
      call(cookie, "changePassword", { current, next });
    expect((await change("wrong", "another long phrase")).status).toBe(400);
    const local = account.email.split("@")[0] ?? "";
    for (const next of ["short", "password123", account.email, `${local}-2026-x`])
      expect((await change(password, next)).status, next).toBe(400);
    expect(await kindOf(elsewhere)).toBe("user");
    expect((await change(password, "another long phrase")).status).toBe(200);
    expect(await kindOf(elsewhere)).toBe("anonymous");
    expect(await kindOf(cookie)).toBe("user");
    const { rows } = await composition().db.platform.transaction(tenant.id, (tx) =>
      tx.execute(sql`select password_hash from users where id = ${userId}`),
    );
    const kept = String(rows[0]?.password_hash);
    expect(await verifyPassword("another long phrase", kept)).toBe(true);
    expect(kept).not.toContain("another");
  });
});

describe("devices", () => {
  const from = async (account: { email: string; password: string }, device?: string) => {
    const reply = await trpc(server, tenant.slug, "auth.signInWithPassword", {
      input: account,
      mutation: true,
      ...(device && { cookie: device }),
    });
    return cookiesOf(reply);
  };
  const notes = async (membershipId: string) => {
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select kind from security_log where membership_id = ${membershipId}`),
    );
    return rows.map(({ kind }) => kind);
  };

  test("the first is no news, the same again neither, a second one is told", async () => {
    const person = await mintStaff(tenant, "agent", { passwordHash });
    const account = { email: person.email, password };
    const device = await from(account);
    expect(device).toMatch(new RegExp(`^${DEVICE_COOKIE}=[\\w-]{43}$`));
    expect(await from(account, device)).toBe("");
    expect(await notes(person.membershipId)).toEqual([]);
    await from(account);
    expect(await notes(person.membershipId)).toEqual(["newDevice"]);
  });

  test("a wrong password leaves no device cookie, and is told to the one whose account it is only", async () => {
    const person = await mintStaff(tenant, "agent", { passwordHash });
    expect(await from({ email: person.email, password: "wrong" })).toBe("");
    await from({ email: "nobody@nowhere.example", password: "wrong" });
    expect(await notes(person.membershipId)).toEqual(["signInFailed"]);
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select count(*)::int as count from security_log where membership_id is null`),
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  test("all others end at once, and this one stays", async () => {
    const { account, cookie } = await member();
    const others = [
      await signIn(server, tenant.slug, account),
      await signIn(server, tenant.slug, account),
    ];
    const reply = await call(cookie, "revokeOtherSessions");
    expect(reply.json()).toMatchObject({ result: { data: { ended: 2 } } });
    for (const other of others) expect(await kindOf(other)).toBe("anonymous");
    expect(await kindOf(cookie)).toBe("user");
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { seedSample } from "@/db/seed/seed-sample";
import { composition } from "@/server/composition";
import { hashPassword } from "@/server/auth/password-hash";
import { liveSession } from "@/server/auth/live-session";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { redeemTicket } from "@/server/modules/auth/redeem-ticket";
import { runChecks } from "@/server/modules/platform/run-checks";
import { upsertPlan } from "@/server/modules/platform/upsert-plan";
import { wipeDemoData } from "@/server/modules/tenants/wipe-demo-data";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { hostSnapshotStore } from "@/server/tenancy/host-snapshot-store";
import { refreshHosts } from "@/server/testing/http";
import { mintTenant } from "@/server/testing/tenant";
import { checkSlug } from "./check-slug";
import { completeSignUp } from "./complete-sign-up";
import { hashCode, hashToken } from "./internal/sign-up-row";
import { listOffers } from "./list-offers";
import { type CompleteSignUpInput, completeSignUpInput, verifySignUpInput } from "./schema";
import { startSignUp } from "./start-sign-up";
import { verifySignUp } from "./verify-sign-up";

const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;

let counter = 0;
let ctx: Ctx;
let email: string;
let slug: string;
beforeEach(async () => {
  const tag = `${process.pid}x${Date.now().toString(36)}x${counter++}`;
  [email, slug] = [`owner${tag}@new.example`, `new-${tag}`];
  const ip = `2001:db8:${(process.pid % 65_535).toString(16)}:${(counter % 65_535).toString(16)}::1`;
  ctx = { ...systemCtx(PLATFORM_TENANT_ID, "test"), actor: { kind: "anonymous" }, ip };
  await plan("offered", true);
});
afterEach(() => query("delete from saas_plans where code in ('offered', 'hidden')").catch(() => 0));

const plan = (code: string, offered: boolean) =>
  upsertPlan(systemCtx(PLATFORM_TENANT_ID, "test"), {
    ...{ code, name: "Plan", priceMinor: 2900, currency: "USD" },
    ...{ limits: { staff: 5, customers: 300 }, public: offered },
  });

/** The digits are in no answer: the test sets its own. */
async function start(code = "482915"): Promise<string> {
  const { token } = await startSignUp(ctx, { email, locale: "es" });
  const [row] = await query("select id from sign_ups where token_hash = $1", [hashToken(token)]);
  await query("update sign_ups set code_hash = $2 where id = $1", [row.id, hashCode(row.id, code)]);
  return token;
}
async function proved(): Promise<string> {
  const token = await start();
  await verifySignUp(ctx, { token, code: "482915" });
  return token;
}
const wish = (token: string, over: Partial<CompleteSignUpInput> = {}): CompleteSignUpInput =>
  completeSignUpInput.parse({
    token,
    company: {
      ...{ slug, name: "Red Nueva", country: "PE", timeZone: "America/Lima" },
      ...{ currency: "PEN", locale: "es" },
    },
    ...{ planCode: "offered", ownerName: "Pía Ñahui", password: "una frase larga" },
    ...over,
  });
const tenantsOf = (of: string) =>
  query(
    `select t.id, t.slug, t.demo from tenants t join memberships m on m.tenant_id = t.id
     join users u on u.id = m.user_id where u.email = $1 and m.role = 'owner'`,
    [of],
  );

test("an e-mail, its code, a company and a password make a tenant whose owner is signed in", async () => {
  const token = await start();
  expect(await verifySignUp(ctx, { token, code: "482915" })).toEqual({ email, known: false });
  const opened = await completeSignUp(ctx, wish(token));
  expect(opened.url).toMatch(new RegExp(`//${slug}\\..*/enter#[\\w-]{43}$`));
  // The browser goes there at once: the host is known when the answer leaves.
  expect(hostSnapshotStore().snapshot?.tenants.has(slug)).toBe(true);
  const [tenant] = await tenantsOf(email);
  const own: Ctx = { ...systemCtx(tenant.id, "test"), actor: { kind: "anonymous" } };
  const ticket = opened.url.split("#")[1] ?? "";
  const sessionId = await redeemTicket(own, { ticket, audience: "staff" });
  const claims = { tenantId: tenant.id, sessionId: sessionId ?? "", audience: "staff" as const };
  expect(await liveSession(claims, new Date())).toMatchObject({ kind: "user", role: "owner" });
  const [fact] = await query(
    "select body::jsonb -> 'payload' as payload from events where tenant_id = $1 and name = 'tenant.created'",
    [tenant.id],
  );
  expect(fact.payload).toMatchObject({ origin: "signUp", plan: "offered" });
});

test("the code and the welcome are asked for with the work that they are about, the code sealed", async () => {
  const token = await proved();
  await completeSignUp(ctx, wish(token, { demo: true }));
  const [tenant] = await tenantsOf(email);
  const jobs = await query(
    "select name, payload::text as payload from job_outbox where tenant_id = $1",
    [tenant.id],
  ).catch(() => []);
  const mailed = await query(
    "select count(*)::int as n from job_runs where tenant_id = $1 and name = 'notifications.queue'",
    [tenant.id],
  );
  expect(mailed).toEqual([{ n: 1 }]);
  expect(JSON.stringify(jobs)).not.toContain("482915");
});

test("whoever asks twice, at once or again, opens one tenant", async () => {
  const token = await proved();
  const twice = await Promise.all([
    completeSignUp(ctx, wish(token)),
    completeSignUp(ctx, wish(token)),
  ]);
  const again = await completeSignUp(ctx, wish(token, { planCode: "offered" }));
  expect(new Set([...twice, again].map((each) => each.slug))).toEqual(new Set([slug]));
  expect(new Set([...twice, again].map((each) => each.url)).size).toBe(3);
  expect(await tenantsOf(email)).toHaveLength(1);
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 11 * 60_000) };
  await expect(completeSignUp(later, wish(token))).rejects.toMatchObject({
    key: "sign_up_expired",
  });
});

test("of two companies that want one address exactly one gets it, and the other may choose anew", async () => {
  const [one, other] = [await proved(), await proved()];
  const results = await Promise.allSettled([
    completeSignUp(ctx, wish(one)),
    completeSignUp(ctx, wish(other)),
  ]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const lost = results[0]?.status === "rejected" ? one : other;
  await expect(completeSignUp(ctx, wish(lost))).rejects.toMatchObject({ key: "slug_taken" });
  const company = { ...wish(lost).company, slug: `${slug}-dos` };
  await completeSignUp(ctx, wish(lost, { company }));
});

test("a code is tried five times, for fifteen minutes; the sixth try fails even when it is right", async () => {
  const token = await start("111222");
  for (let tries = 0; tries < 5; tries++)
    await expect(verifySignUp(ctx, { token, code: "000000" })).rejects.toMatchObject({
      key: "sign_up_code_wrong",
    });
  await expect(verifySignUp(ctx, { token, code: "111222" })).rejects.toMatchObject({
    key: "sign_up_code_wrong",
  });
  const late = await start();
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 16 * 60_000) };
  await expect(verifySignUp(later, { token: late, code: "482915" })).rejects.toMatchObject({
    key: "sign_up_code_wrong",
  });
  expect(verifySignUpInput.parse({ token, code: "482 915" }).code).toBe("482915");
});

test("a company cannot be opened with an unproved, unknown or expired sign-up", async () => {
  await expect(completeSignUp(ctx, wish(await start()))).rejects.toMatchObject({
    key: "sign_up_unverified",
  });
  await expect(completeSignUp(ctx, wish("x".repeat(43)))).rejects.toMatchObject({
    key: "sign_up_expired",
  });
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 61 * 60_000) };
  await expect(completeSignUp(later, wish(await proved()))).rejects.toMatchObject({
    key: "sign_up_expired",
  });
});

test("a known person needs their own password, keeps it, and an unknown one learns nothing before the code", async () => {
  const hash = await hashPassword("mi clave de siempre");
  await query("insert into users (id, email, name, password_hash) values ($1, $2, 'Known', $3)", [
    ...[newId(), email, hash],
  ]);
  const started = await startSignUp(ctx, { email, locale: "es" });
  expect(Object.keys(started).toSorted()).toEqual(["minutes", "token"]);
  const token = await start();
  expect(await verifySignUp(ctx, { token, code: "482915" })).toEqual({ email, known: true });
  await expect(completeSignUp(ctx, wish(token))).rejects.toMatchObject({
    key: "sign_up_password_wrong",
  });
  expect(await tenantsOf(email)).toEqual([]);
  await completeSignUp(ctx, wish(token, { password: "mi clave de siempre" }));
  expect(await query("select password_hash from users where email = $1", [email])).toEqual([
    { password_hash: hash },
  ]);
});

test("one address asks for five codes an hour, one network for twenty, and three tenants a day are enough", async () => {
  for (let asked = 0; asked < 5; asked++) await startSignUp(ctx, { email, locale: "es" });
  await expect(startSignUp(ctx, { email, locale: "es" })).rejects.toMatchObject({
    code: "too_many_requests",
  });
  const many = async () => {
    for (let asked = 0; asked < 20; asked++)
      await startSignUp(ctx, { email: `n${asked}-${email}`, locale: "es" });
  };
  await expect(many()).rejects.toMatchObject({ code: "too_many_requests" });
});

test("the fourth tenant of a mailbox in a day is refused", async () => {
  const open = async (end: string) => {
    const token = await proved();
    const company = { ...wish(token).company, slug: `${slug}-${end}` };
    return completeSignUp(ctx, wish(token, { company }));
  };
  for (const end of ["a", "b", "c"]) await open(end);
  await expect(open("d")).rejects.toMatchObject({ code: "too_many_requests" });
});

test("an address is told free, taken, reserved or no address at all, in any case; punycode is none", async () => {
  const taken = await mintTenant();
  await refreshHosts();
  const state = async (wanted: string) => (await checkSlug(ctx, { slug: wanted })).state;
  expect(await state(taken.slug.toUpperCase())).toBe("taken");
  expect(await state(slug)).toBe("free");
  for (const reserved of ["admin", "www", "login", "trama"])
    expect(await state(reserved)).toBe("reserved");
  for (const bad of ["xn--fibra-9ta", "ñandú", "a", "-x", "a--b", "1.2.3.4", "a.b", "x".repeat(41)])
    expect(await state(bad)).toBe("shape");
  const token = await proved();
  expect(
    completeSignUpInput.safeParse({
      ...wish(token),
      company: { ...wish(token).company, slug: "xn--80ak6aa92e" },
    }).success,
  ).toBe(false);
});

test("only public plans are offered and taken; a short password opens nothing", async () => {
  await plan("hidden", false);
  const codes = (await listOffers(ctx)).map(({ code }) => code);
  expect(codes).toContain("offered");
  expect(codes).not.toContain("hidden");
  const token = await proved();
  await expect(completeSignUp(ctx, wish(token, { planCode: "hidden" }))).rejects.toMatchObject({
    key: "plan_not_offered",
  });
  await expect(completeSignUp(ctx, wish(token, { password: "corta" }))).rejects.toMatchObject({
    fields: { password: "password_too_short" },
  });
  expect(await tenantsOf(email)).toEqual([]);
});

test("demo data comes once, and the wipe takes it and leaves what people entered", async () => {
  await completeSignUp(ctx, wish(await proved(), { demo: true }));
  const [tenant] = await tenantsOf(email);
  expect(tenant.demo).toBe(true);
  const own = systemCtx(tenant.id, "test");
  await seedSample(own);
  await seedSample(own);
  const count = async (table: string) =>
    (await query(`select count(*)::int as n from ${table} where tenant_id = $1`, [tenant.id]))[0].n;
  expect([await count("customers"), await count("business_units")]).toEqual([40, 2]);
  const [unit] = await query("select id from business_units where tenant_id = $1", [tenant.id]);
  await query(
    "insert into customers (tenant_id, number, name, business_unit_id) values ($1, 999, 'Mi primera clienta', $2)",
    [tenant.id, unit.id],
  );
  await query("update memberships set business_unit_id = $2 where tenant_id = $1", [
    ...[tenant.id, unit.id],
  ]);
  await query("update tenant_usage set used = 41 where tenant_id = $1 and resource = 'customers'", [
    tenant.id,
  ]);
  await wipeDemoData(own);
  expect(
    await query("select name, business_unit_id from customers where tenant_id = $1", [tenant.id]),
  ).toEqual([{ name: "Mi primera clienta", business_unit_id: null }]);
  expect([await count("business_units"), await count("memberships")]).toEqual([0, 1]);
  const wrong = await runChecks(systemCtx(PLATFORM_TENANT_ID, "test"));
  expect(
    wrong.flatMap((check) => check.examples).filter((each) => each.tenantId === tenant.id),
  ).toEqual([]);
  await expect(wipeDemoData(own)).rejects.toMatchObject({ key: "not_demo" });
  await seedSample(own);
  expect(await count("customers")).toBe(1);
});

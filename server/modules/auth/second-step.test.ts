import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { beginTotp } from "./begin-totp";
import { confirmTotp } from "./confirm-totp";
import { beginEnrolmentAtSignIn, finishEnrolmentAtSignIn } from "./enrol-at-sign-in";
import { finishSecondStep } from "./finish-second-step";
import { redeemTicket } from "./redeem-ticket";
import { regenerateRecoveryCodes } from "./regenerate-recovery-codes";
import { removeTotp } from "./remove-totp";
import { saveSignInPolicy } from "./save-sign-in-policy";
import { methodsByRole, type RolePolicy } from "./sign-in/schema";
import { signInWithPassword } from "./sign-in-with-password";

const password = "correct horse battery staple";
const passwordHash = await hashPassword(password);
const party = { rpId: "x.localhost", origin: "http://x.localhost:3000", name: "X" };
const START = Date.now();
let tenant: TestTenant;
let member: Awaited<ReturnType<typeof mintStaff>>;

beforeEach(async () => {
  tenant = await mintTenant();
  member = await mintStaff(tenant, "agent", { passwordHash });
});

const at = (seconds: number): Ctx => ({
  ...tenant.ctx,
  actor: { kind: "anonymous" },
  now: new Date(START + seconds * 1000),
  ip: "192.0.2.1",
  deviceToken: "d".repeat(43),
});
const codeOf = (key: string, seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: START + seconds * 1000 });
const self = (seconds = 0): Ctx => ({ ...member.ctx, now: new Date(START + seconds * 1000) });

/** The member with an authenticator app; its key and recovery codes. */
async function enrolled() {
  const { key } = await beginTotp(self(), party);
  const { codes } = await confirmTotp(self(), { code: codeOf(key, 0) });
  return { key, codes };
}
const begin = async (seconds: number) => {
  const answer = await signInWithPassword(at(seconds), { email: member.email, password });
  expect(answer.ticket).toBeUndefined();
  return answer.nextStep?.challenge ?? "";
};
const finish = (challenge: string, code: string, seconds: number, method = "totp" as const) =>
  finishSecondStep(at(seconds), { challenge, method, code }, party);
const recover = (challenge: string, code: string, seconds: number) =>
  finishSecondStep(at(seconds), { challenge, method: "recoveryCode", code }, party);
const failed = { key: "second_step_failed" };
const over = { key: "challenge_over" };
const noted = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select kind from security_log order by kind`),
  );
  return rows.map(({ kind }) => kind);
};
const setPolicy = async (policy: Partial<RolePolicy>) => {
  const owner = await mintStaff(tenant, "owner");
  const all = methodsByRole.parse({});
  return saveSignInPolicy(owner.ctx, {
    version: 0,
    methodsByRole: { ...all, agent: { ...all.agent, ...policy } },
  });
};

describe("who has an authenticator app", () => {
  test("gets no ticket for the password, and one for the password and the app's code", async () => {
    const { key } = await enrolled();
    const answer = await finish(await begin(60), codeOf(key, 60), 60);
    const sessionId = await redeemTicket(at(60), {
      ticket: answer.ticket ?? "",
      audience: "staff",
    });
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`select methods, device_id is not null as known from sessions where id = ${sessionId}`,
      ),
    );
    expect(rows).toEqual([{ methods: ["password", "totp"], known: true }]);
  });

  test("cannot use a code twice, not even one that is still good", async () => {
    const { key } = await enrolled();
    await finish(await begin(60), codeOf(key, 60), 60);
    await expect(finish(await begin(61), codeOf(key, 60), 61)).rejects.toMatchObject(failed);
  });

  test("may be one step early or late, not two", async () => {
    const { key } = await enrolled();
    await expect(finish(await begin(300), codeOf(key, 210), 300)).rejects.toMatchObject(failed);
    await expect(finish(await begin(300), codeOf(key, 390), 300)).rejects.toMatchObject(failed);
    expect(await finish(await begin(300), codeOf(key, 270), 300)).toHaveProperty("ticket");
    expect(await finish(await begin(300), codeOf(key, 330), 300)).toHaveProperty("ticket");
  });

  test("has five tries for a challenge, in parallel as in turn; the right code comes too late after them", async () => {
    const { key } = await enrolled();
    const challenge = await begin(60);
    const wrong = await Promise.all(
      Array.from({ length: 12 }, () =>
        finish(challenge, "000000", 60).catch((error: { key: string }) => error.key),
      ),
    );
    expect(wrong.filter((one) => one === "second_step_failed")).toHaveLength(5);
    await expect(finish(challenge, codeOf(key, 60), 60)).rejects.toMatchObject(over);
    expect(await noted()).toContain("codeGuessed");
  });

  test("has five minutes, and one use, for a challenge", async () => {
    const { key } = await enrolled();
    const late = await begin(0);
    await expect(finish(late, codeOf(key, 301), 301)).rejects.toMatchObject(over);
    const challenge = await begin(400);
    await finish(challenge, codeOf(key, 400), 400);
    await expect(finish(challenge, codeOf(key, 430), 430)).rejects.toMatchObject(over);
  });

  test("cannot finish a challenge in another tenant, or choose a step that was not offered", async () => {
    const { key } = await enrolled();
    const challenge = await begin(60);
    const other = await mintTenant();
    const there = { ...at(60), tenantId: other.id };
    const input = { challenge, method: "totp" as const, code: codeOf(key, 60) };
    await expect(finishSecondStep(there, input, party)).rejects.toMatchObject(over);
    await expect(
      finishEnrolmentAtSignIn(at(60), { challenge, code: codeOf(key, 60) }),
    ).rejects.toMatchObject(over);
  });

  test("keeps the app's secret sealed and the codes hashed", async () => {
    const { key, codes } = await enrolled();
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select (select string_agg(f::text, '') from totp_factors f) as factors,
        (select string_agg(r::text, '') from recovery_codes r) as codes`),
    );
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(JSON.stringify(rows)).not.toContain(codes[0]);
  });
});

describe("a recovery code", () => {
  test("works once, however it is typed, and the owner is told", async () => {
    const { codes } = await enrolled();
    const [code = ""] = codes;
    expect(codes).toHaveLength(10);
    const typed = code.toUpperCase().replace("-", " ");
    expect(await recover(await begin(60), typed, 60)).toHaveProperty("ticket");
    expect(await noted()).toContain("recoveryCodeUsed");
    await expect(recover(await begin(61), code, 61)).rejects.toMatchObject(failed);
  });

  test("used twice at once opens one session", async () => {
    const { codes } = await enrolled();
    const challenges = [await begin(60), await begin(60)];
    const results = await Promise.allSettled(
      challenges.map((challenge) => recover(challenge, codes[1] ?? "", 60)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("of an earlier sheet, or of a colleague, is nothing", async () => {
    const { codes } = await enrolled();
    const { codes: fresh } = await regenerateRecoveryCodes(self());
    await expect(recover(await begin(60), codes[2] ?? "", 60)).rejects.toMatchObject(failed);
    expect(await recover(await begin(60), fresh[2] ?? "", 60)).toHaveProperty("ticket");
    const colleague = await mintStaff(tenant, "agent");
    await expect(regenerateRecoveryCodes(colleague.ctx)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the role's rule", () => {
  test("a required second step opens no session before one is set up", async () => {
    await setPolicy({ secondStep: "required" });
    const answer = await signInWithPassword(at(0), { email: member.email, password });
    expect(answer).toMatchObject({ nextStep: { methods: ["enrol"] } });
    const challenge = answer.nextStep?.challenge ?? "";
    const { key } = await beginEnrolmentAtSignIn(at(0), { challenge }, party);
    await expect(
      finishEnrolmentAtSignIn(at(1), { challenge, code: "000000" }),
    ).rejects.toMatchObject({ key: "totp_wrong" });
    const done = await finishEnrolmentAtSignIn(at(2), { challenge, code: codeOf(key, 2) });
    expect(done.codes).toHaveLength(10);
    expect(done.ticket).toBeTruthy();
    expect(
      (await signInWithPassword(at(3), { email: member.email, password })).nextStep,
    ).toMatchObject({ methods: ["totp", "recoveryCode"] });
  });

  test("a way that is not the role's is refused as a wrong password is", async () => {
    await setPolicy({ password: false });
    await expect(
      signInWithPassword(at(0), { email: member.email, password }),
    ).rejects.toMatchObject({ key: "sign_in_failed" });
  });

  test("owners cannot be left without a way in, and a role not without any", async () => {
    const all = methodsByRole.parse({});
    const none = { password: false, phoneCode: false, oidc: false };
    expect(methodsByRole.safeParse({ ...all, owner: { ...all.owner, ...none } }).success).toBe(
      false,
    );
    const shut = { ...all.agent, ...none, passkey: false };
    expect(methodsByRole.safeParse({ ...all, agent: shut }).success).toBe(false);
  });

  test("a code by phone alone is refused while somebody of the role has no phone", async () => {
    const only = { password: false, passkey: false, oidc: false, phoneCode: true };
    await expect(setPolicy(only)).rejects.toMatchObject({ key: "role_needs_phone" });
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`update memberships set phone = '+5198' || lpad((random() * 9999999)::int::text, 7, '0')
        where role = 'agent' and phone is null`),
    );
    expect((await setPolicy(only)).methodsByRole.agent.password).toBe(false);
  });

  test("only its managers change it", async () => {
    await expect(
      saveSignInPolicy(member.ctx, { version: 0, methodsByRole: methodsByRole.parse({}) }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("taking the app away is told, and brings the plain sign-in back", async () => {
  await enrolled();
  const { actor } = member.ctx;
  const sessionId = "sessionId" in actor ? actor.sessionId : "";
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${member.membershipId}, 'staff', now() + interval '1 hour', now() + interval '1 hour')`),
  );
  await removeTotp(self());
  expect(await noted()).toContain("factorRemoved");
  expect(await signInWithPassword(at(60), { email: member.email, password })).toHaveProperty(
    "ticket",
  );
});

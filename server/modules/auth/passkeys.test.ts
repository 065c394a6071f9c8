import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { SoftAuthenticator } from "@/server/testing/soft-authenticator";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { beginPasskey } from "./begin-passkey";
import { beginPasskeySignIn } from "./begin-passkey-sign-in";
import { redeemTicket } from "./redeem-ticket";
import { registerPasskey } from "./register-passkey";
import { removePasskey } from "./remove-passkey";
import { renamePasskey } from "./rename-passkey";
import { saveSignInPolicy } from "./save-sign-in-policy";
import { methodsByRole } from "./sign-in/schema";
import { signInWithPasskey } from "./sign-in-with-passkey";

const party = { rpId: "one.localhost", origin: "http://one.localhost:3000", name: "One" };
const { rpId, origin } = party;
type Lie = Partial<{ origin: string; rpId: string; verified: boolean; counter: number }>;
let tenant: TestTenant;
let member: Awaited<ReturnType<typeof mintStaff>>;
let authenticator: SoftAuthenticator;

beforeEach(async () => {
  tenant = await mintTenant();
  member = await mintStaff(tenant, "agent");
  authenticator = new SoftAuthenticator();
  const { actor } = member.ctx;
  const sessionId = "sessionId" in actor ? actor.sessionId : "";
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${member.membershipId}, 'staff', now() + interval '1 hour', now() + interval '1 hour')`),
  );
});

const visitor = (): Ctx => ({ ...tenant.ctx, actor: { kind: "anonymous" }, ip: "192.0.2.1" });
async function register(lie: Lie = {}, ctx = member.ctx) {
  const { challenge, options } = await beginPasskey(ctx, party);
  const asked = { challenge: String(options.challenge), origin, rpId, ...lie };
  const response = authenticator.create(asked);
  return registerPasskey(ctx, { challenge, name: "Phone", response }, party);
}
async function enter(lie: Lie = {}, at = visitor()) {
  const { challenge, options } = await beginPasskeySignIn(at, party);
  const response = authenticator.get({
    challenge: String(options.challenge),
    origin,
    rpId,
    counter: 1,
    ...lie,
  });
  return {
    challenge,
    response,
    answer: await signInWithPasskey(at, { challenge, response }, party),
  };
}
const refused = { key: "passkey_failed" };

test("a passkey signs in alone, as two factors, even where a second step is required", async () => {
  await register();
  const owner = await mintStaff(tenant, "owner");
  const all = methodsByRole.parse({});
  const agent = { ...all.agent, secondStep: "required" as const };
  await saveSignInPolicy(owner.ctx, { version: 0, methodsByRole: { ...all, agent } });
  const { answer } = await enter();
  const ticket = answer.ticket ?? "";
  expect(await redeemTicket(visitor(), { ticket, audience: "staff" })).toBeTruthy();
});

test.each<[string, Lie]>([
  ["another site's page", { origin: "http://evil.localhost:3000" }],
  ["a sibling tenant's host", { origin: "http://two.localhost:3000", rpId: "two.localhost" }],
  ["another rpId", { rpId: "localhost" }],
  ["an authenticator that asked nobody", { verified: false }],
])("what %s signs is refused, at registration and at sign-in", async (_name, lie) => {
  await expect(register(lie)).rejects.toMatchObject({ key: "passkey_refused" });
  await register();
  await expect(enter(lie)).rejects.toMatchObject(refused);
});

test("a counter that goes back is a copy: refused", async () => {
  await register();
  await enter({ counter: 9 });
  await expect(enter({ counter: 9 })).rejects.toMatchObject(refused);
  await expect(enter({ counter: 3 })).rejects.toMatchObject(refused);
  expect((await enter({ counter: 10 })).answer).toHaveProperty("ticket");
});

test("one answer works once, and for its own challenge only", async () => {
  await register();
  const { challenge, response } = await enter();
  await expect(signInWithPasskey(visitor(), { challenge, response }, party)).rejects.toMatchObject(
    refused,
  );
  const another = await beginPasskeySignIn(visitor(), party);
  await expect(
    signInWithPasskey(visitor(), { challenge: another.challenge, response }, party),
  ).rejects.toMatchObject(refused);
});

test("a passkey of one tenant is nothing in another, and an unknown one nothing anywhere", async () => {
  await expect(enter()).rejects.toMatchObject(refused);
  await register();
  const other = await mintTenant();
  await expect(enter({}, { ...visitor(), tenantId: other.id })).rejects.toMatchObject(refused);
});

test("a challenge for one member registers nothing for another", async () => {
  const { challenge, options } = await beginPasskey(member.ctx, party);
  const response = authenticator.create({ challenge: String(options.challenge), origin, rpId });
  const colleague = await mintStaff(tenant, "owner");
  await expect(
    registerPasskey(colleague.ctx, { challenge, name: "Mine now", response }, party),
  ).rejects.toMatchObject({ key: "passkey_refused" });
});

test("is renamed and removed by its own person only, and is worth nothing afterwards", async () => {
  const { passkeyId } = await register();
  const colleague = await mintStaff(tenant, "owner");
  const notFound = { code: "not_found" };
  await expect(removePasskey(colleague.ctx, { passkeyId })).rejects.toMatchObject(notFound);
  await expect(renamePasskey(colleague.ctx, { passkeyId, name: "x" })).rejects.toMatchObject(
    notFound,
  );
  await renamePasskey(member.ctx, { passkeyId, name: "Old phone" });
  await removePasskey(member.ctx, { passkeyId });
  await expect(enter()).rejects.toMatchObject(refused);
});

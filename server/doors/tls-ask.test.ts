import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { loadHostSnapshot } from "@/server/tenancy/host-snapshot";
import { hostSnapshotStore } from "@/server/tenancy/host-snapshot-store";
import { tlsAskDoor } from "./tls-ask";

const real = composition();
let tenant: TestTenant;
let own: string;
beforeEach(async () => {
  tenant = await mintTenant();
  own = `panel.${tenant.slug}.pe`;
  await real.db.platform.pool.query(
    "insert into tenant_domains (tenant_id, host, face, txt_token, status) values ($1, $2, 'staff', 'x', 'verified'), ($1, $3, 'staff', 'x', 'pending')",
    [tenant.id, own, `pending.${own}`],
  );
  await loadHostSnapshot();
});
afterEach(() => {
  setComposition(real);
  vi.useRealTimers();
});

const ask = async (
  domain: string,
  {
    ip = "127.0.0.1",
    headers = {},
    query = "",
  }: { ip?: string; headers?: object; query?: string } = {},
) =>
  (
    await tlsAskDoor(
      new Request(
        `http://127.0.0.1:3000/api/internal/tls-ask?domain=${encodeURIComponent(domain)}${query}`,
        { headers: { ...headers } },
      ),
      { ip, requestId: newId(), proxied: "x-forwarded-for" in headers },
    )
  ).status;
const setStatus = async (status: string) => {
  await real.db.platform.pool.query("update tenants set status = $2 where id = $1", [
    tenant.id,
    status,
  ]);
  await loadHostSnapshot();
};

test("a certificate may be had for our hosts, a tenant's slug and its verified domain", async () => {
  const ours = ["localhost", "admin.localhost", `${tenant.slug}.localhost`, own];
  expect(await Promise.all(ours.map((host) => ask(host)))).toEqual([200, 200, 200, 200]);
});

test("none for a pending domain, a stranger's, a deeper name, an address or garbage", async () => {
  const refused = [
    `pending.${own}`,
    "evil.com",
    `x.${tenant.slug}.localhost`,
    "127.0.0.1",
    "",
    "a b",
  ];
  const all = [...refused, `${own}:443`, "api.localhost", "x".repeat(5_000)];
  expect(new Set(await Promise.all(all.map((host) => ask(host))))).toEqual(new Set([404]));
});

test("a suspended tenant keeps its certificate to show its page; a closed one loses it", async () => {
  await setStatus("suspended");
  expect(await ask(own)).toBe(200);
  await setStatus("closed");
  expect(await ask(own)).toBe(404);
});

test("without a token only this machine itself may ask, not who comes through a proxy on it", async () => {
  expect(await ask(own, { ip: "203.0.113.9" })).toBe(404);
  expect(await ask(own, { headers: { "x-forwarded-for": "203.0.113.9" } })).toBe(404);
});

test("with a token set, the token decides, from anywhere", async () => {
  const token = "a-token-of-some-length";
  setComposition({ ...real, env: { ...real.env, TRAMA_TLS_ASK_TOKEN: token } });
  expect(await ask(own)).toBe(404);
  expect(await ask(own, { ip: "10.0.0.5", query: "&token=wrong" })).toBe(404);
  expect(await ask(own, { ip: "10.0.0.5", query: `&token=${token}` })).toBe(200);
});

test("a flood is refused, and costs the database nothing", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  hostSnapshotStore().refreshedAtMs = Date.now();
  const query = vi.spyOn(real.db.app.pool, "query");
  const answers: number[] = [];
  for (let i = 0; i < 150; i++) answers.push(await ask("evil.com"));
  expect(answers.filter((status) => status === 404)).toHaveLength(100);
  expect(answers.filter((status) => status === 429)).toHaveLength(50);
  expect(query).not.toHaveBeenCalled();
});

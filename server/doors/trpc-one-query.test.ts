import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { newId } from "@/server/kernel/ids";
import { hostOf, type Reply, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn } from "@/server/testing/sign-in";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { loadAllRouters } from "@/server/trpc/list-procedures";
import { asOneQuery } from "./trpc-one-query";

const password = "correct horse battery staple";
let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;
let cookies: { owner: string; technician: string };
beforeAll(async () => {
  await loadAllRouters();
  tenant = await mintTenant();
  const passwordHash = await hashPassword(password);
  const [owner, technician] = [
    await mintStaff(tenant, "owner", { passwordHash }),
    await mintStaff(tenant, "technician", { passwordHash }),
  ];
  await refreshHosts();
  server = await startTestServer();
  cookies = {
    owner: await signIn(server, tenant.slug, { email: owner.email, password }),
    technician: await signIn(server, tenant.slug, { email: technician.email, password }),
  };
});
afterAll(() => server.close());

type Case = [
  name: string,
  path: string,
  search: Record<string, string>,
  who?: "owner" | "technician",
];
const CASES: Case[] = [
  ["no input, nobody", "auth.whoAmI", {}],
  ["no input, signed in", "auth.whoAmI", {}, "owner"],
  ["a query of the database", "tenants.get", {}, "owner"],
  ["an input", "people.listMembers", { input: '{"limit":1}' }, "owner"],
  ["an empty input", "people.listMembers", { input: "" }, "owner"],
  ["a null input", "people.listMembers", { input: "null" }, "owner"],
  ["an input that does not fit", "people.listMembers", { input: '{"limit":"many"}' }, "owner"],
  ["an input that is no JSON", "people.listMembers", { input: "{" }, "owner"],
  [
    "a row that is not there",
    "integrations.get",
    { input: JSON.stringify({ integrationId: newId() }) },
    "owner",
  ],
  ["nobody where somebody is needed", "tenants.get", {}],
  ["a role without the permission", "auth.listApiKeys", {}, "technician"],
  ["a platform's procedure on a tenant's host", "platform.listTenants", {}, "owner"],
  ["a mutation by GET", "auth.signOut", {}, "owner"],
  ["a path that is no procedure", "tenants.nothing", {}, "owner"],
  ["a path of every object", "constructor", {}, "owner"],
  ["a path of the prototype", "__proto__", {}, "owner"],
  ["a batch of one", "people.listMembers", { batch: "1", input: '{"0":{"limit":1}}' }, "owner"],
  ["a batch of one without input", "auth.whoAmI", { batch: "1" }, "owner"],
  ["a batch of one with an empty input", "auth.whoAmI", { batch: "1", input: "{}" }, "owner"],
  [
    "a batch of one that fails",
    "integrations.get",
    { batch: "1", input: JSON.stringify({ 0: { integrationId: newId() } }) },
    "owner",
  ],
  ["a batch whose input is no object", "people.listMembers", { batch: "1", input: "[1]" }, "owner"],
];

const ask = (path: string, search: Record<string, string>, who?: "owner" | "technician") => {
  const query = new URLSearchParams(search).toString();
  const headers: Record<string, string> = who ? { cookie: cookies[who] } : {};
  return server.send(hostOf(tenant.slug), {
    path: `/api/trpc/${path}${query && `?${query}`}`,
    headers,
  });
};

/** What a client can tell answers apart by; ids of requests and what is left of a budget differ by nature. */
function told(reply: Reply): object {
  const {
    "x-request-id": _id,
    date: _date,
    "ratelimit-remaining": _left,
    "ratelimit-reset": _reset,
    ...headers
  } = reply.headers;
  const {
    "content-length": _length,
    "transfer-encoding": _encoding,
    connection: _c,
    "keep-alive": _k,
    ...stable
  } = headers;
  const body = JSON.parse(reply.text.replace(/"requestId":"[^"]+"/g, '"requestId":"-"')) as unknown;
  return { status: reply.status, headers: stable, body };
}

test.each(CASES)("answers as the library does: %s", async (_name, path, search, who) => {
  const short = await ask(path, search, who);
  // One parameter more than the short way knows, and the library answers.
  const library = await ask(path, { ...search, long: "way" }, who);
  expect(told(short)).toEqual(told(library));
});

test("the short way is taken for one query, and for nothing else", () => {
  const request = (url: string, over: object = {}) =>
    ({ method: "GET", url, headers: {}, ...over }) as never;
  expect(asOneQuery(request("/api/trpc/auth.whoAmI"), "auth.whoAmI")).toEqual({
    path: "auth.whoAmI",
    batched: false,
    input: undefined,
  });
  expect(asOneQuery(request("/x?batch=1&input=%7B%220%22%3A1%7D"), "auth.whoAmI")).toEqual({
    path: "auth.whoAmI",
    batched: true,
    input: 1,
  });
  const others: [string, object, string][] = [
    ["/x", { method: "POST" }, "auth.whoAmI"],
    ["/x", { headers: { "content-type": "application/json" } }, "auth.whoAmI"],
    ["/x", { headers: { accept: "application/jsonl" } }, "auth.whoAmI"],
    ["/x", { headers: { "trpc-accept": "application/jsonl" } }, "auth.whoAmI"],
    ["/x?batch=1", {}, "auth.whoAmI,tenants.get"],
    ["/x?connectionParams=%7B%7D", {}, "auth.whoAmI"],
    ["/x?input=%7B", {}, "auth.whoAmI"],
    ["/x", {}, "auth.signOut"],
    ["/x", {}, "__proto__"],
  ];
  for (const [url, over, path] of others)
    expect(asOneQuery(request(url, over), path), `${path} ${url}`).toBeUndefined();
});

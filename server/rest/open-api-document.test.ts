import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { permissions } from "@/server/auth/permissions";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { listProcedures } from "@/server/trpc/list-procedures";
import { listRestRoutes } from "./list-rest-routes";
import { openApiDocument } from "./open-api-document";

type Operation = {
  operationId: string;
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
};

const document = await openApiDocument();
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
);

/** Formats are assertions of their own; here the shape counts. */
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...document, $id: "doc" } as object, "doc");
const inDocument = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components')) as object;

test("the document is OpenAPI 3.1 and lists exactly the routes that answer", async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const documented = operations.map(({ method, path }) => `${method} /api/v1${path}`).sort();
  const served = (await listRestRoutes()).map(({ method, path }) => `${method} ${path}`).sort();
  expect(served.length).toBeGreaterThan(5);
  expect(documented).toEqual(served);
});

test("no route stands there that no key could be allowed to call", async () => {
  const closed = (await listProcedures()).filter(
    ({ meta, permission }) =>
      meta.openapi && permission !== undefined && !permissions[permission].apiKey,
  );
  expect(closed.map(({ path }) => path)).toEqual([]);
});

test("every schema in it is valid JSON Schema 2020-12 and every reference leads somewhere", () => {
  for (const { operation } of operations) {
    const schemas = [
      ...(operation.parameters ?? []).map(({ schema }) => schema),
      ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
      ...Object.values(operation.responses).flatMap(({ content }) =>
        Object.values(content ?? {}).map(({ schema }) => schema),
      ),
    ];
    expect(schemas.length).toBeGreaterThan(0);
    for (const schema of schemas) expect(() => ajv.compile(inDocument(schema))).not.toThrow();
  }
});

test("operations have their own ids, a summary, their path's parameters and our error shape", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations) {
    expect([path, operation.summary]).toEqual([path, expect.any(String)]);
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((one) => one.in === "path");
    expect(declared.map(({ name }) => name).sort()).toEqual(placeholders.sort());
    expect(declared.every(({ required }) => required)).toBe(true);
    for (const [status, { content }] of Object.entries(operation.responses))
      if (status !== "200")
        expect(Object.keys(content ?? {})).toEqual(["application/problem+json"]);
  }
});

test("what the doors answer fits what the document says, errors too", async () => {
  const tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner");
  await refreshHosts();
  const scopes = [
    "tenant.read",
    "member.read",
    "usage.read",
    "event.read",
    "file.read",
    "webhook.read",
    "audit.read",
    "unit.read",
    "customer.read",
    "catalog.read",
    "service.read",
    "router.read",
    "invoice.read",
    "payment.read",
    "collection.read",
    "message.read",
    "billingRun.read",
  ];
  const { secret } = await createApiKey({ ...owner.ctx, now: new Date() }, { name: "all", scopes });
  const server = await startTestServer();
  const get = (path: string, key = secret) =>
    server.send(hostOf(tenant.slug), {
      path: `/api/v1${path}`,
      headers: { authorization: `Bearer ${key}` },
    });
  try {
    const plain = operations.filter(({ method, path }) => method === "GET" && !path.includes("{"));
    expect(plain.length).toBeGreaterThan(3);
    for (const { path, operation } of plain) {
      const reply = await get(path);
      expect([path, reply.status]).toEqual([path, 200]);
      const schema = operation.responses["200"]?.content?.["application/json"]?.schema ?? {};
      const validate = ajv.compile(inDocument(schema));
      expect([path, validate(reply.json()), validate.errors]).toEqual([path, true, null]);
    }
    const refused = await get("/members", "wrong");
    const problem = ajv.compile({ $ref: "doc#/components/schemas/Problem" });
    expect([problem(refused.json()), problem.errors]).toEqual([true, null]);
  } finally {
    await server.close();
  }
});

test("the page of the documentation works without scripts and loads nothing from elsewhere", async () => {
  const tenant = await mintTenant();
  await refreshHosts();
  const server = await startTestServer();
  const page = await server.send(hostOf(tenant.slug), { path: "/api/v1/docs" });
  await server.close();
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script|<link|<img|(?:src|href|action)="(?!\/)|@import|url\(/i);
  const nonce = /<style nonce="([^"]+)">/.exec(page.text)?.[1];
  expect(page.headers["content-security-policy"]).toContain(`style-src 'nonce-${nonce}'`);
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  for (const { method, path } of operations) expect(page.text).toContain(`${method} ${path}`);
});

import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { deliverEvents } from "@/server/events/deliver-events";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { jobs } from "@/server/jobs/registry";
import type { RunningWorker } from "@/server/jobs/worker";
import { callVendor } from "@/server/outbound/call-vendor";
import { refreshHosts, startTestServer } from "@/server/testing/http";
import { listenHttp } from "@/server/testing/http-listener";
import { signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { traceTo } from "./tracing";

const exporter = new InMemorySpanExporter();
const tracing = traceTo(new SimpleSpanProcessor(exporter));
const loadReal = jobs["events.deliver"];
const vendor = await listenHttp();
const delivered = new Set<string>();
let server: Awaited<ReturnType<typeof startTestServer>>;
let worker: RunningWorker;
let tenant: Awaited<ReturnType<typeof mintTenant>>;
let cookie: string;

beforeAll(async () => {
  tenant = await mintTenant();
  const password = "correct horse battery staple";
  const { email } = await mintStaff(tenant, "owner", {
    passwordHash: await hashPassword(password),
  });
  await refreshHosts();
  // The job that every change asks for, and at its end a call to a vendor of the test's own.
  jobs["events.deliver"] = async () => ({
    ...deliverEvents,
    handle: async (ctx, _payload, delivery) => {
      await deliverEvents.handle(ctx, {}, delivery);
      const call = {
        integration: { id: "probe", vendor: "probe" },
        operation: "ping",
        idempotent: true,
        deadlineMs: 5_000,
      };
      await callVendor(ctx, call, async (io) => void (await io.fetch(vendor.origin)));
      delivered.add(ctx.tenantId);
    },
  });
  worker = await runGraphileWorker({ schedules: false, householdMs: 200, graceMs: 500 });
  server = await startTestServer();
  cookie = await signIn(server, tenant.slug, { email, password });
  // Facts of one burst share one delivery; the sign-in's must be over, or ours would travel in its trace.
  await vi.waitUntil(() => delivered.has(tenant.id), { timeout: 45_000 });
  await new Promise((resolve) => setTimeout(resolve, 500));
});
afterAll(async () => {
  await worker.stop(2_000);
  if (loadReal) jobs["events.deliver"] = loadReal;
  await server.close();
  await vendor.close();
  await tracing.stop();
});

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const CALLER = "b7ad6b7169203331";

// Jobs that other tests left in this worker's queue may stand before ours.
vi.setConfig({ testTimeout: 60_000 });

test("one trace spans door, verb, SQL, job and vendor, across the queue", async () => {
  const reply = await trpc(server, tenant.slug, "auth.createApiKey", {
    cookie,
    mutation: true,
    input: { name: "traced", scopes: ["event.read"] },
    headers: { traceparent: `00-${TRACE}-${CALLER}-01` },
  });
  expect(reply.status).toBe(200);
  const spans = await vi.waitFor(
    () => {
      const found = exporter
        .getFinishedSpans()
        .filter((span) => span.spanContext().traceId === TRACE);
      if (!found.some(({ name }) => name === "vendor probe ping")) throw new Error("not there yet");
      if (!found.some(({ name }) => name === "job events.deliver"))
        throw new Error("not there yet");
      return found;
    },
    { timeout: 45_000, interval: 100 },
  );
  expect(pathTo(spans, "vendor probe ping")).toEqual([
    "POST trpc",
    "mutation auth.createApiKey",
    expect.stringMatching(/^job events\.deliver$/),
    "vendor probe ping",
  ]);
  const inserts = spans.filter(({ name }) => name === "SQL insert");
  expect(inserts.map((span) => parentOf(spans, span)?.name)).toContain(
    "mutation auth.createApiKey",
  );
  const door = spans.find(({ name }) => name === "POST trpc");
  expect(door?.parentSpanContext?.spanId).toBe(CALLER);
});

test("no span carries a value of the request, a name, an e-mail or a statement's text", () => {
  const text = JSON.stringify(
    exporter
      .getFinishedSpans()
      .map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
  );
  expect(text).not.toMatch(/traced|@test\.example|insert into|trama_test_/);
});

const parentOf = (spans: ReadableSpan[], span: ReadableSpan): ReadableSpan | undefined =>
  spans.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId);

/** Names from the door down to the named span. */
function pathTo(spans: ReadableSpan[], name: string): string[] {
  const path: string[] = [];
  for (let span = spans.find((one) => one.name === name); span; span = parentOf(spans, span))
    path.unshift(span.name);
  return path;
}

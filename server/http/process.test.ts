import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { composition } from "@/server/composition";
import { send } from "@/server/testing/http";
import { withinMs } from "@/server/testing/within-ms";

// A process of its own takes seconds to start on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

/** The product's process on its own, on this test's database. */
async function start(over: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "server/testing/main-without-pages.ts"],
    { env: { ...process.env, PORT: "0", TRAMA_LOG_LEVEL: "info", ...over } },
  );
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const port = await new Promise<number>((resolve) => {
    child.stdout?.on("data", () => {
      const found = /^port (\d+)$/m.exec(output)?.[1];
      if (found) resolve(Number(found));
    });
    void exited.then(() => resolve(0));
  });
  return { child, port, exited, output: () => output };
}

const host = () => composition().env.TRAMA_ROOT_HOST;

test("SIGTERM: what is under way is answered, nothing new is taken, exit code 0", async () => {
  const { child, port, exited } = await start();
  expect((await send(port, host(), { path: "/api/ready" })).status).toBe(200);
  const slow = send(port, host(), { path: "/slow" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill("SIGTERM");
  const knock = () =>
    send(port, host(), { path: "/api/health" }).then(
      () => "answered",
      (error: { code?: string }) => error.code,
    );
  await expect.poll(knock, { timeout: withinMs(3_000), interval: 50 }).toBe("ECONNREFUSED");
  expect((await slow).text).toBe("done");
  expect(await exited).toBe(0);
});

test("an idle connection that a browser keeps does not hold the end up", async () => {
  const { child, port, exited } = await start();
  const socket = connect(port, "127.0.0.1");
  socket.write(`GET /api/health HTTP/1.1\r\nhost: ${host()}\r\n\r\n`);
  await new Promise((resolve) => socket.once("data", resolve));
  const startedAtMs = Date.now();
  child.kill("SIGTERM");
  expect(await exited).toBe(0);
  expect(Date.now() - startedAtMs).toBeLessThan(withinMs(5_000));
});

test("an error that nobody caught is logged and ends the process with 1", async () => {
  const { port, exited, output } = await start();
  await send(port, host(), { path: "/reject" });
  expect(await exited).toBe(1);
  expect(output()).toContain('"msg":"unexpected error"');
});

test("an error inside a request ends that request only, and says nothing of ours outside", async () => {
  const { port, output } = await start();
  const reply = await send(port, host(), { path: "/throw" });
  expect(reply.status).toBe(500);
  expect(reply.text).not.toContain("secret of ours");
  expect(reply.json()).toMatchObject({
    code: "internal",
    requestId: reply.headers["x-request-id"],
  });
  expect((await send(port, host(), { path: "/api/health" })).status).toBe(200);
  expect(output()).toContain("secret of ours");
  expect(output()).toContain(String(reply.headers["x-request-id"]));
});

test("a taken port is one sentence and exit code 1", async () => {
  const first = await start();
  const second = await start({ PORT: String(first.port) });
  expect(await second.exited).toBe(1);
  expect(second.output()).toMatch(/^Error: .*EADDRINUSE/m);
});

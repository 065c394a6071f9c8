import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { obey, serveControl } from "./control";
import { startRouterOs } from "./start";
import { RawClient } from "./testing/raw-client";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "routeros-"));
});
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

it("keeps the router and its customers in a file over a restart", async () => {
  const stateFile = join(folder, "router.json");
  const first = await startRouterOs({ stateFile, redialMs: 20, identity: "Torre Sur" });
  first.add("/ppp/secret", { name: "peña", "remote-address": "10.0.0.7", comment: "ñandú 🛜" });
  const gone = first.add("/ppp/secret", { name: "otro" });
  first.remove("/ppp/secret", gone);
  first.add("/ip/firewall/filter", { chain: "forward", action: "drop", comment: "b" });
  first.add("/ip/firewall/filter", { chain: "forward", comment: "a", "place-before": "*1" });
  first.dial("peña");
  await first.close();
  expect(readFileSync(stateFile, "utf8")).toContain("ñandú 🛜");
  const again = await startRouterOs({ stateFile });
  open.push(again);
  expect(again.menu("/ppp/secret")).toMatchObject([{ name: "peña", comment: "ñandú 🛜" }]);
  expect(again.menu("/ip/firewall/filter").map(({ comment }) => comment)).toEqual(["a", "b"]);
  expect(again.menu("/system/identity")).toEqual([{ name: "Torre Sur" }]);
  await expect.poll(() => again.menu("/ppp/active").length).toBe(1);
  expect(again.add("/ppp/secret", { name: "otro" })).toBe("*3");
});

it("obeys a person's lines", async () => {
  const standin = await startRouterOs({ redialMs: 20 });
  open.push(standin);
  await obey(standin, 'add /ppp/secret name=ana comment="dos palabras" remote-address=10.0.0.5');
  await obey(standin, "dial ana");
  expect(await obey(standin, "show /ppp/active")).toMatchObject([{ name: "ana" }]);
  expect(standin.menu("/ppp/secret")[0]?.comment).toBe("dos palabras");
  await obey(standin, "unplug");
  expect(await obey(standin, "status")).toMatchObject({ plugged: false, online: 1 });
  await obey(standin, "plug");
  expect(await obey(standin, "customers 3")).toBe(4);
  expect(await obey(standin, "status")).toMatchObject({ online: 4 });
  expect(await obey(standin, "help")).toContain("unplug");
  await expect(obey(standin, "fly")).rejects.toThrow("No such word");
});

it("obeys the same lines by HTTP on this machine, and no page in a browser", async () => {
  const standin = await startRouterOs({ redialMs: 20 });
  open.push(standin);
  const { url, stop } = await serveControl(standin);
  open.push({ close: stop });
  const post = (body: string, headers = {}) => fetch(url, { method: "POST", body, headers });
  expect(await (await post("latency 5")).json()).toBe(5);
  expect(await (await fetch(url)).json()).toMatchObject({
    plugged: true,
    faults: { latencyMs: 5 },
  });
  expect((await post("show /nothing")).status).toBe(400);
  expect((await post("unplug", { origin: "https://evil.example" })).status).toBe(403);
  expect(standin.plugged).toBe(true);
});

it("runs as a process that a terminal talks to, and saves when it is told to end", async () => {
  const stateFile = join(folder, "router.json");
  const child = spawn("node_modules/.bin/tsx", [
    "standins/routeros/main.ts",
    "--port",
    "0",
    "--version",
    "6.49",
    "--state",
    stateFile,
  ]);
  open.push({ close: () => child.kill("SIGKILL") });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await expect
    .poll(() => /127\.0\.0\.1:(\d+)/.exec(output)?.[1], { timeout: 15_000 })
    .toBeDefined();
  const raw = await RawClient.loggedIn(Number(/127\.0\.0\.1:(\d+)/.exec(output)?.[1]));
  open.push(raw);
  expect((await raw.ask(["/ppp/secret/add", "=name=ana"])).flat()).toContain("!done");
  child.stdin.write("show /ppp/secret\n");
  await expect.poll(() => output).toContain("name: 'ana'");
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("close", resolve));
  expect(readFileSync(stateFile, "utf8")).toContain('"ana"');
});

it("holds five thousand customers in little memory, and prints them while others are answered", async () => {
  const before = process.memoryUsage().heapUsed;
  const standin = await startRouterOs({ redialMs: 60_000 });
  open.push(standin);
  standin.add("/ip/pool", { name: "p", ranges: "10.0.0.0/16" });
  standin.add("/ppp/profile", { name: "plan", "remote-address": "p" });
  for (let at = 0; at < 5000; at++)
    standin.add("/ppp/secret", {
      name: `c${at}`,
      password: "x",
      profile: "plan",
      comment: `t1/s${at}`,
    });
  expect((process.memoryUsage().heapUsed - before) / 5000).toBeLessThan(4000);
  const began = Date.now();
  for (let at = 0; at < 5000; at++) standin.dial(`c${at}`);
  expect(new Set(standin.menu("/ppp/active").map(({ address }) => address)).size).toBe(5000);
  const raw = await RawClient.loggedIn(standin.port);
  open.push(raw);
  expect((await raw.ask(["/ppp/secret/print", "=.proplist=.id,name"])).length).toBe(5001);
  expect(Date.now() - began).toBeLessThan(10_000);
});

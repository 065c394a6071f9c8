import { spawn } from "node:child_process";
import { RouterOSAPI } from "node-routeros";
import { afterEach, describe, expect, it } from "vitest";
import { startRouterOs, type RouterOsOptions, type RouterOsStandin } from "./start";

// `node-routeros` shares nothing with the stand-in: what it can do with a real router, it can do here.
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function router(options: RouterOsOptions): Promise<RouterOsStandin> {
  const standin = await startRouterOs({
    redialMs: 30,
    users: [{ name: "admin", password: "seguro" }],
    ...options,
  });
  open.push(standin);
  return standin;
}

async function login(standin: RouterOsStandin, password = "seguro"): Promise<RouterOSAPI> {
  const { host, port } = standin;
  const api = new RouterOSAPI({ host, port, user: "admin", password, timeout: 5 });
  await api.connect();
  open.push(api);
  return api;
}

describe.each(["6.42", "6.49", "7.17"])("node-routeros on %s", (version) => {
  it("logs in by that version's way, and is refused with a wrong password", async () => {
    const standin = await router({ version });
    await login(standin);
    expect(standin.menu("/user/active")).toMatchObject([{ name: "admin", via: "api" }]);
    await expect(login(standin, "falso")).rejects.toMatchObject({ errno: "CANTLOGIN" });
  });

  it("adds, prints, sets and removes a secret", async () => {
    const standin = await router({ version });
    const api = await login(standin);
    const [added] = await api.write("/ppp/secret/add", [
      "=name=ana",
      "=password=x=y",
      "=service=pppoe",
    ]);
    expect(added).toEqual({ ret: "*1" });
    await api.write("/ppp/secret/set", ["=.id=*1", "=profile=default-encryption", "=comment="]);
    const rows = await api.write("/ppp/secret/print", [
      "?name=ana",
      "=.proplist=.id,name,profile,password",
    ]);
    expect(rows).toEqual([
      { ".id": "*1", name: "ana", profile: "default-encryption", password: "x=y" },
    ]);
    await api.write("/ppp/secret/remove", ["=.id=ana"]);
    expect(standin.menu("/ppp/secret")).toEqual([]);
  });

  it("hears traps in the router's words", async () => {
    const api = await login(await router({ version }));
    await expect(api.write("/ppp/secret/set", ["=.id=*FF", "=name=x"])).rejects.toMatchObject({
      message: "no such item",
    });
    await expect(api.write("/ppp/secret/add", ["=name=a", "=profile=none"])).rejects.toMatchObject({
      message: "input does not match any value of profile",
    });
  });

  it("runs many commands on one connection, each told apart by its tag", async () => {
    const standin = await router({ version });
    const api = await login(standin);
    const names = Array.from({ length: 40 }, (_, at) => `c${at}`);
    await Promise.all(names.map((name) => api.write("/ppp/secret/add", [`=name=${name}`])));
    const found = await Promise.all(
      names.map((name) => api.write("/ppp/secret/print", [`?name=${name}`])),
    );
    expect(found.map(([row]) => row?.name)).toEqual(names);
  });

  it("listens to sessions that come and go, and stops listening", async () => {
    const standin = await router({ version });
    standin.add("/ppp/secret", { name: "ana", "remote-address": "10.0.0.9" });
    const api = await login(standin);
    const seen: Record<string, string>[] = [];
    const stream = api.stream(
      "/ppp/active/listen",
      (_error: unknown, row: Record<string, string>) => {
        if (row) seen.push(row);
      },
    );
    await expect.poll(() => standin.log.length).toBe(1);
    standin.dial("ana");
    await expect.poll(() => seen[0]).toMatchObject({ name: "ana", address: "10.0.0.9" });
    await api.write("/ppp/active/remove", [`=.id=${standin.menu("/ppp/active")[0]?.[".id"]}`]);
    await expect.poll(() => seen.some((row) => row[".dead"] !== undefined)).toBe(true);
    await expect.poll(() => standin.menu("/ppp/active").length).toBe(1);
    await stream.stop();
    expect(await api.write("/system/identity/print")).toEqual([{ name: "MikroTik" }]);
  });
});

describe("node-routeros where it is known to fail", () => {
  it("is killed by the first empty answer of 7.18, as its users report", async () => {
    const standin = await router({ version: "7.18" });
    const { code, output } = await inProcess(standin.port);
    expect(output).toContain("logged in");
    expect(output).toContain("UNKNOWNREPLY");
    expect(code).not.toBe(0);
  });

  it("lives through the same answer on 7.17", async () => {
    const standin = await router({ version: "7.17" });
    expect(await inProcess(standin.port)).toMatchObject({ code: 0 });
  });
});

/** The library in a process of its own, so that its crash is seen and hurts nobody. */
function inProcess(port: number): Promise<{ code: number | null; output: string }> {
  const source = `
    const { RouterOSAPI } = require("node-routeros");
    const api = new RouterOSAPI({ host: "127.0.0.1", port: ${port}, user: "admin", password: "seguro", timeout: 3 });
    api.connect().then(() => { console.log("logged in"); return api.write("/ppp/secret/print"); })
      .then(() => process.exit(0), () => process.exit(3));`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["-e", source], { cwd: process.cwd(), timeout: 15_000 });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("close", (code) => resolve({ code, output }));
  });
}

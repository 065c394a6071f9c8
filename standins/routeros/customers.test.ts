import { afterEach, describe, expect, it } from "vitest";
import { startRouterOs, type RouterOsOptions, type RouterOsStandin } from "./start";
import { withinMs } from "@/server/testing/within-ms";

const open: RouterOsStandin[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function router(options: RouterOsOptions = {}): Promise<RouterOsStandin> {
  const standin = await startRouterOs({ redialMs: 30, ...options });
  open.push(standin);
  standin.add("/ip/pool", { name: "clientes", ranges: "10.8.0.10-10.8.0.20" });
  standin.add("/ppp/profile", {
    ...{
      name: "20M",
      "local-address": "10.8.0.1",
      "remote-address": "clientes",
      "rate-limit": "5M/20M",
    },
  });
  standin.add("/ppp/profile", {
    name: "cortado",
    "rate-limit": "64k/64k",
    "address-list": "morosos",
  });
  standin.add("/ppp/secret", { name: "ana", password: "x", service: "pppoe", profile: "20M" });
  return standin;
}
const only = (rows: Record<string, string>[]) => rows[0] ?? {};
const active = (standin: RouterOsStandin) => only(standin.menu("/ppp/active"));
const kick = (standin: RouterOsStandin) =>
  standin.remove("/ppp/active", active(standin)[".id"] ?? "");

describe("a PPPoE session", () => {
  it("brings its interface, its queue, its address and its connections, and takes them away", async () => {
    const standin = await router();
    standin.dial("ana");
    expect(active(standin)).toMatchObject({ name: "ana", service: "pppoe", address: "10.8.0.10" });
    const queue = { name: "<pppoe-ana>", "max-limit": "5000000/20000000", dynamic: "true" };
    expect(standin.menu("/queue/simple")).toMatchObject([queue]);
    expect(standin.menu("/interface").at(-1)).toMatchObject({
      name: "<pppoe-ana>",
      type: "pppoe-in",
      dynamic: "true",
    });
    expect(standin.menu("/ip/address")).toMatchObject([
      { address: "10.8.0.1/32", network: "10.8.0.10" },
    ]);
    expect(standin.menu("/ip/pool/used")).toMatchObject([
      { pool: "clientes", address: "10.8.0.10", info: "ana" },
    ]);
    expect(standin.menu("/ip/firewall/connection").length).toBe(2);
    standin.hangUp("ana");
    for (const path of ["/queue/simple", "/ip/address", "/ip/firewall/connection", "/ppp/active"])
      expect(standin.menu(path)).toEqual([]);
  });

  it("does not notice a new profile until it has been removed and has dialled again", async () => {
    const standin = await router();
    standin.dial("ana");
    const before = active(standin);
    standin.set("/ppp/secret", "ana", { profile: "cortado", "remote-address": "10.8.0.99" });
    standin.set("/ppp/profile", "20M", { "rate-limit": "1M/1M" });
    expect(only(standin.menu("/queue/simple"))["max-limit"]).toBe("5000000/20000000");
    expect(active(standin)[".id"]).toBe(before[".id"]);
    kick(standin);
    expect(standin.menu("/ppp/active")).toEqual([]);
    await expect.poll(() => active(standin).address).toBe("10.8.0.99");
    expect(active(standin)[".id"]).not.toBe(before[".id"]);
    expect(standin.menu("/ip/firewall/address-list")).toMatchObject([
      { list: "morosos", address: "10.8.0.99", dynamic: "true" },
    ]);
    expect(only(standin.menu("/queue/simple"))["max-limit"]).toBe("64000/64000");
  });

  it("lives on when its secret is disabled, cannot come back, and comes back once it is enabled", async () => {
    const standin = await router();
    standin.dial("ana");
    standin.set("/ppp/secret", "ana", { disabled: "yes" });
    expect(standin.menu("/ppp/active").length).toBe(1);
    kick(standin);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(standin.menu("/ppp/active")).toEqual([]);
    expect(
      standin.menu("/log").some(({ message }) => message?.includes("authentication failed")),
    ).toBe(true);
    standin.set("/ppp/secret", "ana", { disabled: "no" });
    await expect.poll(() => standin.menu("/ppp/active").length).toBe(1);
  });

  it("comes back within its time when it is kicked before it is disabled", async () => {
    const standin = await router();
    standin.dial("ana");
    kick(standin);
    await new Promise((resolve) => setTimeout(resolve, 60));
    standin.set("/ppp/secret", "ana", { disabled: "yes" });
    expect(standin.menu("/ppp/active").length).toBe(1);
  });

  it("counts what its customer uses, more with time and by hand", async () => {
    const standin = await router();
    standin.dial("ana");
    const bytes = () => Number(standin.menu("/interface").at(-1)?.["tx-byte"]);
    const before = bytes();
    standin.use("ana", 1_000, 5_000_000);
    expect(bytes()).toBeGreaterThanOrEqual(before + 5_000_000);
    const now = bytes();
    await expect.poll(bytes).toBeGreaterThan(now);
    expect(only(standin.menu("/queue/simple")).bytes?.split("/").map(Number)[1]).toBeGreaterThan(
      5_000_000,
    );
  });

  it("gets the address that its customer had, where it is still free, and pools do not run dry", async () => {
    const standin = await router();
    for (const name of ["b", "c"]) standin.add("/ppp/secret", { name, profile: "20M" });
    for (const name of ["ana", "b", "c"]) standin.dial(name);
    standin.hangUp("ana");
    kick(standin);
    await expect.poll(() => standin.menu("/ppp/active").length).toBe(2);
    standin.dial("ana");
    const addresses = () =>
      Object.fromEntries(standin.menu("/ppp/active").map(({ name, address }) => [name, address]));
    expect(addresses()).toEqual({ ana: "10.8.0.10", b: "10.8.0.11", c: "10.8.0.12" });
    for (let round = 0; round < 30; round++) {
      standin.hangUp("c");
      standin.dial("c");
    }
    expect(addresses().c).toBe("10.8.0.12");
  });

  it("shows what goes through its interface, by sections", async () => {
    const standin = await router();
    standin.dial("ana");
    const { rows } = standin.run("/interface/monitor-traffic", {
      interface: "<pppoe-ana>",
      once: "",
    });
    expect(rows[0]).toMatchObject({ name: "<pppoe-ana>", ".section": "0" });
    expect(Number(rows[0]?.["tx-bits-per-second"])).toBeGreaterThan(500_000);
  });

  it("cannot be set, nor can its queue and its list row be changed by a command", async () => {
    const standin = await router();
    standin.dial("ana");
    const queue = only(standin.menu("/queue/simple"))[".id"] ?? "";
    expect(() => standin.set("/queue/simple", queue, { "max-limit": "1M/1M" })).toThrow(
      "can not change dynamic object",
    );
    expect(() => standin.run("/queue/simple/remove", { ".id": queue })).toThrow(
      "can not remove dynamic object",
    );
    expect(() => standin.run("/ppp/active/set", { ".id": "*1" })).toThrow("no such command");
  });
});

describe("a DHCP lease", () => {
  const MAC = "AA:BB:CC:00:00:01";
  async function withServer(): Promise<RouterOsStandin> {
    const standin = await router();
    standin.add("/ip/dhcp-server", {
      name: "lan",
      interface: "ether2",
      "address-pool": "clientes",
    });
    standin.join(MAC, "lan", { host: "tv", renewMs: 30 });
    return standin;
  }
  const lease = (standin: RouterOsStandin) => only(standin.menu("/ip/dhcp-server/lease"));

  it("is dynamic until it is made static, and bound while its client is there", async () => {
    const standin = await withServer();
    expect(lease(standin)).toMatchObject({
      dynamic: "true",
      status: "bound",
      address: "10.8.0.10",
      "host-name": "tv",
    });
    standin.run("/ip/dhcp-server/lease/make-static", { ".id": lease(standin)[".id"] ?? "" });
    expect(lease(standin)).toMatchObject({ dynamic: "false", status: "bound" });
    expect(() =>
      standin.run("/ip/dhcp-server/lease/make-static", { ".id": lease(standin)[".id"] ?? "" }),
    ).toThrow("not dynamic");
  });

  it("brings lists and queue with the next renewal, and loses them when access is blocked", async () => {
    const standin = await withServer();
    const id = lease(standin)[".id"] ?? "";
    standin.run("/ip/dhcp-server/lease/make-static", { ".id": id });
    standin.set("/ip/dhcp-server/lease", id, { "address-lists": "morosos", "rate-limit": "2M/4M" });
    expect(standin.menu("/ip/firewall/address-list")).toEqual([]);
    await expect.poll(() => standin.menu("/ip/firewall/address-list").length).toBe(1);
    expect(standin.menu("/queue/simple")).toMatchObject([
      { target: "10.8.0.10/32", "max-limit": "2000000/4000000" },
    ]);
    standin.set("/ip/dhcp-server/lease", id, { "block-access": "yes" });
    await expect.poll(() => standin.menu("/queue/simple").length).toBe(0);
    expect(lease(standin)).toMatchObject({ blocked: "true", status: "waiting" });
    expect(standin.menu("/ip/firewall/address-list")).toEqual([]);
  });
});

describe("an address list", () => {
  it("forgets a row after its time, and shows what is left of it", async () => {
    const standin = await router();
    standin.add("/ip/firewall/address-list", {
      list: "prueba",
      address: "10.0.0.1",
      timeout: "1s",
    });
    expect(only(standin.menu("/ip/firewall/address-list"))).toMatchObject({ dynamic: "true" });
    await expect
      .poll(() => standin.menu("/ip/firewall/address-list").length, { timeout: withinMs(3_000) })
      .toBe(0);
  });
});

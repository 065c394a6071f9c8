import { afterEach, describe, expect, it } from "vitest";
import { onboardingScript } from "@/server/modules/network/rules/onboarding-script";
import { startRouterOs, type RouterOsOptions, type RouterOsStandin } from "./start";

const open: RouterOsStandin[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function router(options: RouterOsOptions = {}): Promise<RouterOsStandin> {
  const standin = await startRouterOs({ redialMs: 30, ...options });
  open.push(standin);
  return standin;
}

describe("a script pasted into the terminal", () => {
  it("adds, finds, changes and removes, with spaces or slashes between menus", async () => {
    const standin = await router();
    standin.paste(`
      # dos clientes
      /ppp secret
      add name=ana profile=default comment="una \\"cita\\""; add name=beto disabled=yes
      /ppp/secret/set [find name=ana] service=pppoe \\
        remote-address=10.0.0.5
      /ppp secret remove [find disabled=yes]
      /ppp secret remove [find name~"^nadie"]
      /system identity set name="Torre \\C3\\91"`);
    expect(standin.menu("/ppp/secret")).toMatchObject([
      { name: "ana", service: "pppoe", "remote-address": "10.0.0.5", comment: 'una "cita"' },
    ]);
    expect(standin.menu("/system/identity")).toEqual([{ name: "Torre Ñ" }]);
  });

  it("decides, repeats, catches errors and says what came out", async () => {
    const standin = await router();
    const said = standin.paste(`
      :local lista "morosos"
      :foreach ip in=[/ppp profile find] do={ :put $ip }
      :if ([:len [/ppp secret find name=x]] = 0) do={ :put "nadie en $lista" } else={ :put "alguien" }
      :do { /ppp secret add name=x profile=falta } on-error={ :put "falló" }
      :put [/system identity get name]`);
    expect(said).toEqual(["*1", "*2", "nadie en morosos", "falló", "MikroTik"]);
    expect(() => standin.paste("/ppp secret add name=x profile=falta")).toThrow(
      "input does not match any value of profile",
    );
    expect(() => standin.paste("/pppp secret print")).toThrow("bad command name pppp");
    expect(() => standin.paste(":if (")).toThrow("syntax error (line 1");
  });

  it("runs by the API as a script that is kept", async () => {
    const standin = await router();
    const source =
      ":foreach i in=[/ppp secret find disabled=no] do={ /ppp secret set $i disabled=yes }";
    standin.add("/ppp/secret", { name: "a" });
    standin.add("/ppp/secret", { name: "b" });
    standin.add("/system/script", { name: "cortar", source });
    standin.run("/system/script/run", { ".id": "cortar" });
    expect(standin.menu("/ppp/secret").map(({ disabled }) => disabled)).toEqual(["true", "true"]);
    expect(standin.menu("/system/script")[0]).toMatchObject({ "run-count": "1" });
  });
});

describe.each(["6.49", "7.18"])("the product's own script on %s", (version) => {
  const facts = {
    ...{ user: "trama", password: 'ñ"$x', port: 8728, tls: false, callers: ["127.0.0.1"] },
    ...{
      allowed: ["10.1.1.1"],
      page: { host: "wifi.example", url: "https://wifi.example/portal/suspended" },
    },
    ...{
      cutList: "trama-corte",
      softList: "trama-aviso",
      cutProfile: "trama-corte",
      softProfile: "trama-aviso",
    },
  };

  it("sets a fresh router up, and pasted twice it is as if pasted once", async () => {
    const standin = await router({ version });
    standin.add("/ip/firewall/filter", { chain: "forward", action: "fasttrack-connection" });
    const all = () =>
      [
        "/user",
        "/ppp/profile",
        "/ip/firewall/filter",
        "/ip/firewall/nat",
        "/ip/firewall/address-list",
        "/ip/proxy",
        "/ip/proxy/access",
      ].map((path) =>
        standin.menu(path).map(({ ".id": _id, "creation-time": _time, ...row }) => row),
      );
    expect(standin.paste(onboardingScript(facts))).toEqual(["trama: listo / ready"]);
    const once = all();
    standin.paste(onboardingScript(facts));
    expect(all()).toEqual(once);
    expect(standin.menu("/ip/firewall/filter").map(({ action }) => action)).toEqual([
      ...["accept", "drop", "accept", "accept", "accept", "reject", "fasttrack-connection"],
    ]);
    expect(standin.menu("/ip/proxy")[0]).toMatchObject({ enabled: "true", port: "8087" });
    expect(standin.menu("/ip/firewall/nat")[0]).toMatchObject({
      ...{ action: "redirect", "src-address-list": "trama-corte", "dst-port": "80" },
      ...{ "to-ports": "8087", "dst-address-list": "!trama-corte-permitido" },
    });
    expect(standin.menu("/ip/proxy/access").map(({ action }) => action)).toEqual(
      version === "6.49" ? ["allow", "deny"] : ["allow", "redirect"],
    );
    const { "redirect-to": old, "action-data": target = old } =
      standin.menu("/ip/proxy/access")[1] ?? {};
    expect(target).toBe("https://wifi.example/portal/suspended");
    expect(standin.menu("/user").at(-1)).toMatchObject({
      name: "trama",
      group: "trama",
      address: "127.0.0.1",
    });
  });
});

describe("a copy of the configuration", () => {
  it("is a file that brings another router to the same state when it is pasted there", async () => {
    const first = await router();
    first.add("/ip/pool", { name: "clientes", ranges: "10.8.0.10-10.8.0.20" });
    first.add("/ppp/profile", {
      name: "20M",
      "remote-address": "clientes",
      "rate-limit": "5M/20M",
    });
    first.add("/ppp/secret", {
      name: "peña",
      password: 'se"cre$to',
      profile: "20M",
      comment: "ñ = 1",
    });
    first.add("/ip/firewall/filter", {
      chain: "forward",
      action: "drop",
      "src-address-list": "morosos",
    });
    first.run("/export", { file: "copia", "show-sensitive": "" });
    const file = first.menu("/file").find(({ name }) => name === "copia.rsc");
    const second = await router();
    second.paste(file?.contents ?? "");
    for (const path of ["/ip/pool", "/ppp/profile", "/ppp/secret", "/ip/firewall/filter"])
      expect(second.menu(path)).toEqual(first.menu(path));
  });

  it("hides passwords unless they are asked for, is read in pieces when it is long, and is no answer without a file", async () => {
    const standin = await router();
    standin.add("/ppp/secret", { name: "ana", password: "secreto" });
    standin.run("/export", { file: "copia" });
    const file = standin.menu("/file")[0];
    expect(file?.contents).not.toContain("secreto");
    const { rows } = standin.run("/file/read", {
      file: "copia.rsc",
      offset: "2",
      "chunk-size": "10",
    });
    expect(rows[0]?.data).toBe(file?.contents?.slice(2, 12));
    standin.run("/system/backup/save", { name: "noche" });
    expect(standin.menu("/file")[1]).not.toHaveProperty("contents");
    expect(() => standin.run("/export")).toThrow("no such command");
  });
});

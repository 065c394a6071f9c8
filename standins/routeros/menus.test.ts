import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { startRouterOs, type RouterOsOptions, type RouterOsStandin } from "./start";
import { attributesOf, RawClient } from "./testing/raw-client";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function scene(
  options: RouterOsOptions = {},
): Promise<{ standin: RouterOsStandin; ask: Ask; as: (name: string) => Promise<Ask> }> {
  const users = [
    { name: "admin", password: "" },
    { name: "mira", password: "", group: "read" },
  ];
  const standin = await startRouterOs({ redialMs: 30, users, ...options });
  open.push(standin);
  const as = async (name: string): Promise<Ask> => {
    const raw = await RawClient.loggedIn(standin.port, name);
    open.push(raw);
    return async (...words) => {
      const heard = await raw.ask(words);
      const trap = heard.filter(([kind]) => kind === "!trap").map((words) => attributesOf(words));
      const rows = heard.filter(([kind]) => kind === "!re").map((words) => attributesOf(words));
      return {
        rows,
        kinds: heard.map(([kind]) => kind),
        trap: trap[0],
        traps: trap,
        ret: attributesOf(heard.at(-1)).ret,
      };
    };
  };
  return { standin, ask: await as("admin"), as };
}
type Heard = {
  kinds: (string | undefined)[];
  rows: Record<string, string>[];
  trap: Record<string, string> | undefined;
  traps: Record<string, string>[];
  ret: string | undefined;
};
type Ask = (...words: string[]) => Promise<Heard>;

describe("answers to what cannot be done", () => {
  it("names the missing command, menu, item, parameter and value as the router does", async () => {
    const { ask } = await scene();
    expect((await ask("/ppp/secret/explode")).trap).toEqual({
      category: "0",
      message: "no such command",
    });
    expect((await ask("/pp/secret/print")).traps.map(({ message }) => message)).toEqual([
      "no such command or directory (pp)",
      "no such command prefix",
    ]);
    expect((await ask("/ppp/secret/remove", "=.id=*99")).trap).toEqual({
      category: "0",
      message: "no such item",
    });
    expect((await ask("/ppp/secret/add", "=name=a", "=nome=b")).trap?.message).toBe(
      "unknown parameter nome",
    );
    expect((await ask("/ip/address/add", "=address=10.0.0.1/24", "=interface=asdf")).trap).toEqual({
      category: "1",
      message: "input does not match any value of interface",
    });
    expect((await ask("/ppp/secret/set", "=name=b")).trap?.message).toBe("missing =.id=");
    expect((await ask("/ip/service/set", "=.id=ftp", "=comment=x")).trap?.message).toBe(
      "unknown parameter comment",
    );
    expect((await ask("/ip/service/set", "=.id=ftp", "=port=0")).trap?.message).toBe(
      "value of port out of range (1..65535)",
    );
  });

  it.each([
    ["/ppp/secret", ["=name=a"], "secret with the same name already exists"],
    ["/queue/simple", ["=name=a", "=target=10.0.0.2"], "already have such name"],
    ["/ip/firewall/address-list", ["=list=l", "=address=10.0.0.2"], "already have such entry"],
    ["/ip/pool", ["=name=a", "=ranges=10.0.0.2-10.0.0.9"], "pool with such name exists"],
    ["/ip/hotspot/user", ["=name=a"], "already have user with this name for this server"],
    ["/ip/address", ["=address=10.0.0.1/24", "=interface=ether2"], "already have such address"],
    [
      "/ip/dhcp-server/lease",
      ["=address=10.0.0.2", "=mac-address=aa:bb:cc:00:11:22"],
      "already have static lease for this client",
    ],
  ])("refuses a second one in %s in that menu's words", async (path, words, text) => {
    const { ask } = await scene();
    expect((await ask(`${path}/add`, ...words)).ret).toMatch(/^\*/);
    expect((await ask(`${path}/add`, ...words)).trap?.message).toBe(`failure: ${text}`);
  });

  it("takes an address with and without /32 for one entry, and a disabled twin for another", async () => {
    const { ask } = await scene();
    await ask("/ip/firewall/address-list/add", "=list=cut", "=address=10.0.0.2");
    const twin = ["/ip/firewall/address-list/add", "=list=cut", "=address=10.0.0.2/32"];
    expect((await ask(...twin)).trap?.message).toContain("already have such entry");
    expect((await ask(...twin, "=disabled=yes")).ret).toBeDefined();
  });

  it("lets a user who may only read do no more than that", async () => {
    const { standin, as } = await scene();
    const ask = await as("mira");
    expect((await ask("/ip/service/print")).rows.length).toBeGreaterThan(5);
    expect((await ask("/ppp/secret/add", "=name=a")).trap?.message).toBe(
      "not enough permissions (9)",
    );
    standin.set("/user", "mira", { group: "write" });
    expect((await ask("/ppp/secret/add", "=name=a")).ret).toBe("*1");
    expect((await ask("/user/add", "=name=x", "=group=full")).trap?.message).toBe(
      "not enough permissions (9)",
    );
  });

  it("refuses by device mode from 7.17 on, until a hand has pressed the button", async () => {
    const { standin, ask } = await scene({ version: "7.17" });
    standin.set("/system/device-mode", "", { fetch: "no", scheduler: "no" });
    const words = "failure: not allowed by device-mode";
    expect((await ask("/tool/fetch", "=url=http://x")).trap?.message).toBe(words);
    expect((await ask("/system/scheduler/add", "=name=a", "=on-event=b")).trap?.message).toBe(
      words,
    );
    const updated = ask("/system/device-mode/update", "=scheduler=yes");
    await expect.poll(() => standin.log.at(-1)?.command).toBe("/system/device-mode/update");
    standin.router.pressButton();
    expect((await updated).rows[0]?.status).toContain("please activate");
    expect((await ask("/system/scheduler/add", "=name=a", "=on-event=b")).ret).toBe("*0");
    const { ask: old } = await scene({ version: "6.49" });
    expect((await old("/system/device-mode/print")).trap?.message).toContain("no such command");
  });
});

describe("print", () => {
  it("gives what is asked for, where it is there, and counts", async () => {
    const { ask } = await scene();
    for (const name of ["a", "b", "c"]) await ask("/ppp/secret/add", `=name=${name}`);
    await ask("/ppp/secret/set", "=numbers=b,c", "=comment=x", "=disabled=yes");
    expect((await ask("/ppp/secret/print", "=.proplist=name,comment", "?comment")).rows).toEqual([
      { name: "b", comment: "x" },
      { name: "c", comment: "x" },
    ]);
    expect((await ask("/ppp/secret/print", "=count-only=", "?disabled=true")).ret).toBe("2");
    expect((await ask("/ip/service/print", "=.proplist=comment")).rows.length).toBe(8);
    await ask("/ppp/secret/remove", "=.id=a,b");
    expect((await ask("/ppp/secret/print")).rows.map(({ name }) => name)).toEqual(["c"]);
  });

  it.each([
    [["?name=a", "?name=b", "?#|"], "ab"],
    [["?name=a", "?#!"], "bc"],
    [["?-comment"], "ac"],
    [["?comment=x", "?name=c", "?#|!"], "a"],
    [["?>limit-bytes-in=5"], "bc"],
    [["?<limit-bytes-in=10", "?name=b", "?#&"], ""],
    [["?=name=b"], "b"],
    [["?name=a", "?#.", "?name=b", "?#|"], "a"],
  ])("understands %j", async (queries, names) => {
    const { standin, ask } = await scene();
    standin.add("/ppp/secret", { name: "a", "limit-bytes-in": "5" });
    standin.add("/ppp/secret", { name: "b", "limit-bytes-in": "10", comment: "x" });
    standin.add("/ppp/secret", { name: "c", "limit-bytes-in": "100" });
    const { rows } = await ask("/ppp/secret/print", "=.proplist=name", ...queries);
    expect(rows.map(({ name }) => name).join("")).toBe(names);
  });

  it("repeats itself by sections when given an interval", async () => {
    const { standin } = await scene();
    const raw = await RawClient.loggedIn(standin.port);
    open.push(raw);
    raw.say("/system/identity/print", "=interval=1s", ".tag=i");
    await raw.until(() => raw.sentences.filter(([kind]) => kind === "!re").length === 2);
    expect(
      raw.sentences
        .filter(([kind]) => kind === "!re")
        .map((words) => attributesOf(words)[".section"]),
    ).toEqual(["0", "1"]);
  });
});

describe("rules in order", () => {
  it("places a rule before another, moves it, and counts fasttrack above all", async () => {
    const { standin, ask } = await scene();
    const add = async (comment: string, ...more: string[]) =>
      (
        await ask(
          "/ip/firewall/filter/add",
          "=chain=forward",
          "=action=accept",
          `=comment=${comment}`,
          ...more,
        )
      ).ret ?? "";
    const order = () =>
      standin
        .menu("/ip/firewall/filter")
        .map(({ comment }) => comment)
        .join("");
    const [a, b] = [await add("a"), await add("b")];
    await add("c", `=place-before=${b}`);
    expect(order()).toBe("acb");
    await ask("/ip/firewall/filter/move", `=numbers=${b}`, `=destination=${a}`);
    expect(order()).toBe("bac");
    await ask("/ip/firewall/filter/move", `=numbers=${b}`);
    expect(order()).toBe("acb");
    expect(
      (await ask("/ip/firewall/filter/move", `=numbers=${a}`, `=destination=${a}`)).trap?.message,
    ).toBe("failure: can not move object before itself");
    await ask("/ip/firewall/filter/set", `=.id=${b}`, "=action=fasttrack-connection");
    const [first] = (await ask("/ip/firewall/filter/print")).rows;
    expect(first).toMatchObject({ ".id": "*FFFFFFFF", dynamic: "true" });
  });
});

describe("whatever is asked", () => {
  it("is answered: by rows, by a trap, never by a fault of the stand-in itself", async () => {
    const { standin, ask } = await scene();
    const paths = [...standin.router.menus()].map(({ path }) => path);
    const names = paths.flatMap((path) => Object.keys(standin.router.table(path).menu.properties));
    const verbs = [
      "print",
      "add",
      "set",
      "remove",
      "enable",
      "disable",
      "comment",
      "unset",
      "move",
      "run",
    ];
    const odd = fc.constantFrom(
      "",
      "*1",
      "*0",
      "a",
      "yes",
      "no",
      "10M",
      "1/2",
      "10.0.0.1/33",
      "-1",
      "9".repeat(30),
      "ñ=",
      "constructor",
      "__proto__",
    );
    const attribute = fc.tuple(
      fc.constantFrom(
        ...names,
        ".id",
        "numbers",
        "value-name",
        "place-before",
        "destination",
        "__proto__",
      ),
      odd,
    );
    const command = fc.tuple(
      fc.constantFrom(...paths),
      fc.constantFrom(...verbs, "make-static", "constructor", "toString"),
    );
    const query = fc
      .tuple(fc.constantFrom("?", "?=", "?>", "?<", "?-", "?#"), odd)
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(
        command,
        fc.array(attribute, { maxLength: 4 }),
        fc.array(query, { maxLength: 3 }),
        async ([path, verb], words, queries) => {
          if (path === "/user" || path === "/user/group" || path === "/ip/service") return;
          const heard = await ask(
            `${path}/${verb}`,
            ...words.map(([name, value]) => `=${name}=${value}`),
            ...queries,
          );
          expect(heard.kinds.at(-1)).toBe("!done");
          expect(heard.trap?.message ?? "").not.toContain("stand-in");
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("menus of one row", () => {
  it("sets the identity and reads clock, board and resources by version", async () => {
    const { ask } = await scene({ version: "6.49" });
    await ask("/system/identity/set", "=name=Torre Norte");
    expect((await ask("/system/identity/print")).rows).toEqual([{ name: "Torre Norte" }]);
    expect((await ask("/system/clock/print")).rows[0]?.date).toMatch(/^[a-z]{3}\/\d\d\/\d{4}$/);
    expect((await ask("/system/resource/print")).rows[0]?.version).toBe("6.49 (long-term)");
    expect((await ask("/system/routerboard/print")).rows[0]?.model).toBe("RB4011iGS+");
  });
});

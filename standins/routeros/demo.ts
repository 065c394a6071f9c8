import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveControl } from "./control";
import { type RouterOsStandin, startRouterOs } from "./start";

// The two routers of the demo company: node --import tsx standins/routeros/demo.ts <folder>. Prints one line of JSON.

/** An old one and a new one: RouterOS 7.18 answers what 6.49 never said. */
const ROUTERS = [
  { name: "Lima Norte", version: "6.49", identity: "FIBRANET-NORTE", network: 64 },
  { name: "Lima Sur", version: "7.18", identity: "FIBRANET-SUR", network: 65 },
] as const;
/** How often new customers' clients begin to dial, and everybody uses something. */
const EVERY_MS = 5_000;

type Kept = { port: number; control: number; admin: string };

const folder = process.argv[2] ?? ".";
mkdirSync(folder, { recursive: true });
const kept = readKept();
const started: {
  standin: RouterOsStandin;
  name: string;
  port: number;
  control: number;
  admin: string;
}[] = [];
for (const [place, router] of ROUTERS.entries()) {
  const before = kept[place];
  const admin = before?.admin ?? randomBytes(12).toString("base64url");
  const standin = await startRouterOs({
    ...{ version: router.version, identity: router.identity, port: before?.port ?? 0 },
    ...{ stateFile: join(folder, `${router.identity.toLowerCase()}.json`), seed: place + 1 },
    ...{ users: [{ name: "admin", password: admin }], redialMs: 1_500, logged: 2_000 },
  });
  addressPlan(standin, router.network);
  const control = Number(new URL((await serveControl(standin, before?.control ?? 0)).url).port);
  const customers = new Set<string>();
  setInterval(() => live(standin, customers), EVERY_MS).unref();
  live(standin, customers);
  started.push({ standin, name: router.name, port: standin.port, control, admin });
}
writeFileSync(
  join(folder, "routers.json"),
  JSON.stringify(started.map(({ port, control, admin }) => ({ port, control, admin }))),
  { mode: 0o600 },
);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void Promise.all(started.map(({ standin }) => standin.close())).then(() => process.exit(0));
  });
console.log(JSON.stringify(started.map(({ name, port, control }) => ({ name, port, control }))));

function readKept(): Kept[] {
  try {
    return JSON.parse(readFileSync(join(folder, "routers.json"), "utf8")) as Kept[];
  } catch {
    return [];
  }
}

/** What an operator's router holds before Trama comes: a pool of addresses and the rules of a house's firewall. */
function addressPlan(standin: RouterOsStandin, network: number): void {
  if (standin.menu("/ip/pool").some(({ name }) => name === "clientes")) return;
  standin.add("/ip/pool", { name: "clientes", ranges: `10.${network}.0.10-10.${network}.15.250` });
  standin.add("/ip/firewall/filter", {
    ...{ chain: "forward", action: "fasttrack-connection" },
    ...{ "connection-state": "established,related", comment: "defconf: fasttrack" },
  });
  standin.add("/ip/firewall/filter", {
    ...{ chain: "forward", action: "accept" },
    ...{ "connection-state": "established,related", comment: "defconf: accept established" },
  });
  // Somebody's own: not Trama's to touch, and there to be adopted.
  standin.add("/ppp/secret", {
    ...{ name: "camaras-municipio", password: "municipio", service: "pppoe", profile: "default" },
    comment: "convenio 2024",
  });
}

/** Each customer's client dials once it has a name on the router, and takes some traffic. */
function live(standin: RouterOsStandin, customers: Set<string>): void {
  for (const { name = "" } of standin.menu("/ppp/secret")) {
    if (!customers.has(name)) standin.dial(name);
    customers.add(name);
  }
  for (const { name = "" } of standin.menu("/ppp/active"))
    standin.use(name, Math.floor(Math.random() * 4e5), Math.floor(Math.random() * 5e6));
}

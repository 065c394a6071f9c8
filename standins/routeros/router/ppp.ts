import { readMeter, startMeter, type Meter } from "./counters";
import type { Router } from "./router";
import type { Item, Values } from "./spec";
import { bits } from "./values";

export type Dialer = {
  name: string;
  callerId: string;
  redialMs: number;
  timer?: NodeJS.Timeout;
  /** The row's id while it is on line. */
  session?: string;
};

const ACTIVE = "/ppp/active";

/**
 * Customers' PPPoE clients. A session lives by what profile and secret said when it began: later changes do not touch it.
 * Removed, the client calls again after its time, into what is written then; a disabled secret refuses it and it goes on
 * trying. With a session come its interface, its queue (rate limit) and its row in the profile's address list.
 */
export class Ppp {
  readonly dialers = new Map<string, Dialer>();
  private readonly meters = new Map<string, Meter>();

  constructor(private readonly router: Router) {}

  /** A client dials now and from now on, until `hangUp`. */
  dial(name: string, more: { redialMs?: number; callerId?: string } = {}): Dialer {
    const known = this.dialers.get(name);
    const number = this.dialers.size + 1;
    const dialer: Dialer = {
      name,
      callerId: more.callerId ?? known?.callerId ?? macOf(number),
      redialMs: more.redialMs ?? known?.redialMs ?? this.router.settings.redialMs,
      session: known?.session,
    };
    if (known?.timer) clearTimeout(known.timer);
    this.dialers.set(name, dialer);
    if (dialer.session === undefined) this.attempt(dialer);
    return dialer;
  }

  /** The client is switched off. */
  hangUp(name: string): void {
    const dialer = this.dialers.get(name);
    if (!dialer) return;
    clearTimeout(dialer.timer);
    this.dialers.delete(name);
    const session = dialer.session && this.router.table(ACTIVE).byId(dialer.session);
    if (session) this.router.delete(ACTIVE, session);
  }

  /** After an active row went: what came with the session goes, its client calls again. */
  ended(item: Item): void {
    this.meters.delete(item.id);
    this.router.pools.release(item.values.address ?? "");
    for (const path of [
      "/interface",
      "/queue/simple",
      "/ip/firewall/address-list",
      "/ip/firewall/connection",
      "/ip/address",
    ])
      this.router.deleteOwned(path, ownerOf(item));
    this.router.writeLog("pppoe,ppp,info", `<pppoe-${item.values.name}>: disconnected`);
    const dialer = this.dialers.get(item.values.name ?? "");
    if (dialer?.session !== item.id) return;
    dialer.session = undefined;
    this.redial(dialer);
  }

  dropAll(): void {
    for (const dialer of this.dialers.values()) {
      clearTimeout(dialer.timer);
      dialer.session = undefined;
    }
    this.meters.clear();
  }

  redialAll(): void {
    for (const dialer of this.dialers.values()) this.redial(dialer);
  }

  /** Bytes of a session until now. */
  bytes(id: string): { rx: number; tx: number } {
    const meter = this.meters.get(id);
    return meter ? readMeter(meter) : { rx: 0, tx: 0 };
  }

  /** Bits a second of a session: what its customer sends and takes. */
  speed(id: string): { rx: number; tx: number } {
    const meter = this.meters.get(id);
    return { rx: (meter?.rxRate ?? 0) * 8, tx: (meter?.txRate ?? 0) * 8 };
  }

  /** The customer sends and takes so many bytes at once. */
  use(name: string, rx: number, tx: number): void {
    const meter = this.meters.get(this.dialers.get(name)?.session ?? "");
    if (!meter) return;
    meter.rx += rx;
    meter.tx += tx;
  }

  private redial(dialer: Dialer): void {
    clearTimeout(dialer.timer);
    dialer.timer = this.router.later(dialer.redialMs, () => this.attempt(dialer));
  }

  private attempt(dialer: Dialer): void {
    if (this.dialers.get(dialer.name) !== dialer || dialer.session !== undefined) return;
    const why = this.refusal(dialer.name);
    if (why) {
      this.router.writeLog(
        "pppoe,ppp,error",
        `<pppoe-${dialer.name}>: user ${dialer.name} authentication failed - ${why}`,
      );
      this.redial(dialer);
      return;
    }
    dialer.session = this.begin(dialer).id;
  }

  private refusal(name: string): string | undefined {
    const secret = this.router.table("/ppp/secret").byName(name);
    if (!secret || secret.values.disabled === "true") return "unknown user or bad password";
    if (!["any", "pppoe", undefined].includes(secret.values.service)) return "service mismatch";
    return undefined;
  }

  private begin(dialer: Dialer): Item {
    const { router } = this;
    const { name, callerId } = dialer;
    const secret = router.row("/ppp/secret", router.find("/ppp/secret", name));
    const named = router.table("/ppp/profile").byName(secret.profile ?? "default");
    const profile = named ? router.row("/ppp/profile", named) : {};
    if (profile["only-one"] === "yes") this.endOthers(name);
    const address = router.pools.take(
      secret["remote-address"] || profile["remote-address"] || "",
      name,
    );
    const item = router.insert(
      ACTIVE,
      { name, service: "pppoe", "caller-id": callerId, address, encoding: "" },
      { dynamic: true, madeAt: Date.now() },
    );
    this.meters.set(item.id, startMeter(router, profile["rate-limit"] ?? ""));
    this.bring(item, profile, address);
    secretSeen(router, name, callerId);
    router.writeLog("pppoe,ppp,info,account", `${name} logged in, ${address} from ${callerId}`);
    return item;
  }

  private endOthers(name: string): void {
    const { router } = this;
    for (const other of [...router.table(ACTIVE).all()])
      if (other.values.name === name) router.delete(ACTIVE, other);
  }

  private bring(item: Item, profile: Values, address: string): void {
    const { router } = this;
    const own = { dynamic: true, owner: ownerOf(item), madeAt: Date.now() };
    const face = `<pppoe-${item.values.name}>`;
    const add = (path: string, values: Values) => {
      if (!router.table(path).clash(values)) router.insert(path, values, own);
    };
    add("/interface", { name: face, type: "pppoe-in", mtu: "1480" });
    const local = profile["local-address"];
    if (local && address)
      add("/ip/address", { address: `${local}/32`, network: address, interface: face });
    if (profile["rate-limit"])
      add("/queue/simple", {
        name: face,
        target: face,
        "max-limit": maxLimit(profile["rate-limit"]),
      });
    for (const list of (profile["address-list"] ?? "").split(",").filter(Boolean))
      if (address) add("/ip/firewall/address-list", { list, address });
    if (!address) return;
    for (const port of [443, 53])
      add("/ip/firewall/connection", {
        protocol: port === 53 ? "udp" : "tcp",
        "src-address": `${address}:${40_000 + router.random.below(20_000)}`,
        "dst-address": `${port === 53 ? "8.8.8.8" : "157.240.1.35"}:${port}`,
        timeout: "1d",
      });
  }
}

export const ownerOf = (item: Item): string => `ppp${item.id}`;

function secretSeen(router: Router, name: string, callerId: string): void {
  const secret = router.find("/ppp/secret", name);
  secret.values["last-caller-id"] = callerId;
}

/** A session's queue has the first pair of the rate limit. */
export function maxLimit(rateLimit: string): string {
  const [first = ""] = rateLimit.split(" ");
  const [up = 0, down = up] = first.split("/").map((part) => bits(part) ?? 0);
  return `${up}/${down}`;
}

const macOf = (number: number): string =>
  `64:D1:54:${[16, 8, 0].map((shift) => ((number >> shift) & 0xff).toString(16).padStart(2, "0").toUpperCase()).join(":")}`;

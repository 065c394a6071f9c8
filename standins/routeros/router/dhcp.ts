import { maxLimit } from "./ppp";
import type { Router } from "./router";
import type { Item } from "./spec";

const LEASE = "/ip/dhcp-server/lease";

/**
 * Customers' DHCP clients. One asks by its MAC and gets its static lease's address, or a dynamic lease out of the
 * server's pool. While bound a lease brings its address lists and its queue; what is changed in it counts from the
 * client's next renewal on.
 */
export class Dhcp {
  /** MAC of a client and the server that it hears. */
  readonly clients = new Map<
    string,
    { server: string; host?: string; renewMs: number; timer?: NodeJS.Timeout }
  >();
  /** What leases are bound to, by id. */
  readonly bound = new Map<string, { mac: string; since: number; host?: string }>();

  constructor(private readonly router: Router) {}

  join(mac: string, server: string, more: { host?: string; renewMs?: number } = {}): void {
    this.clients.set(mac, {
      server,
      host: more.host,
      renewMs: more.renewMs ?? this.router.settings.redialMs,
    });
    this.renew(mac);
  }

  leave(mac: string): void {
    clearTimeout(this.clients.get(mac)?.timer);
    this.clients.delete(mac);
    const lease = this.leaseOf(mac);
    if (lease) this.release(lease);
    if (lease?.dynamic) this.router.delete(LEASE, lease);
  }

  /** The client asks anew. */
  renew(mac: string): void {
    const client = this.clients.get(mac);
    if (!client) return;
    clearTimeout(client.timer);
    client.timer = this.router.later(client.renewMs, () => this.renew(mac));
    const lease = this.leaseOf(mac) ?? this.offer(mac, client.server);
    if (!lease) return;
    const { values } = lease;
    const blocked = values["block-access"] === "true" || values.disabled === "true";
    if (blocked) this.release(lease);
    else this.bind(lease, mac, client.host);
  }

  /** A lease went: what it brought goes with it. */
  release(lease: Item): void {
    if (!this.bound.delete(lease.id)) return;
    for (const path of ["/queue/simple", "/ip/firewall/address-list"])
      this.router.deleteOwned(path, `dhcp${lease.id}`);
  }

  /** A lease went for good. */
  forget(lease: Item): void {
    this.release(lease);
    this.router.pools.release(lease.values.address ?? "");
  }

  dropAll(): void {
    for (const { timer } of this.clients.values()) clearTimeout(timer);
    this.bound.clear();
  }

  renewAll(): void {
    for (const mac of this.clients.keys()) this.renew(mac);
  }

  private leaseOf(mac: string): Item | undefined {
    return [...this.router.table(LEASE).all()].find(({ values }) => values["mac-address"] === mac);
  }

  private offer(mac: string, server: string): Item | undefined {
    const { router } = this;
    const pool = router.table("/ip/dhcp-server").byName(server)?.values["address-pool"];
    const address = router.pools.take(pool ?? "", mac);
    if (!address) return undefined;
    return router.insert(LEASE, { address, "mac-address": mac, server }, { dynamic: true });
  }

  private bind(lease: Item, mac: string, host: string | undefined): void {
    const { router } = this;
    const owner = `dhcp${lease.id}`;
    const own = { dynamic: true, owner, madeAt: Date.now() };
    const since = this.bound.get(lease.id)?.since ?? Date.now();
    this.bound.set(lease.id, { mac, since, host });
    const { address = "" } = lease.values;
    const lists = (lease.values["address-lists"] ?? "").split(",").filter(Boolean);
    const rate = lease.values["rate-limit"] ?? "";
    const queue = { name: `dhcp-ds<${mac}>`, target: `${address}/32`, "max-limit": maxLimit(rate) };
    for (const old of [...router.table("/ip/firewall/address-list").all()])
      if (old.owner === owner && !lists.includes(old.values.list ?? ""))
        router.delete("/ip/firewall/address-list", old);
    for (const list of lists)
      if (!router.table("/ip/firewall/address-list").clash({ list, address }))
        router.insert("/ip/firewall/address-list", { list, address }, own);
    const running = router.table("/queue/simple").byName(queue.name);
    if (running?.values["max-limit"] === queue["max-limit"] && rate) return;
    if (running?.owner === owner) router.delete("/queue/simple", running);
    if (rate) router.insert("/queue/simple", queue, own);
  }
}

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import type { CodePage } from "./code-page";
import { toBytes, toText } from "./code-page";
import type { Router } from "./router/router";
import type { Item, Values } from "./router/spec";

type Kept = {
  version: string;
  menus: Record<string, { next: number; rows: { id: string; values: Values; madeAt?: number }[] }>;
  dialers: { name: string; callerId: string; redialMs: number }[];
  clients: { mac: string; server: string; host?: string; renewMs: number }[];
};

const SETTLE_MS = 250;

/** Keeps a router in a file that a person can read: written apart, synced, then put in the old one's place. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly router: Router,
    private readonly page: CodePage,
  ) {}

  /** Fills the router; false where there is no file yet. */
  load(): boolean {
    if (!existsSync(this.path)) return false;
    const kept = JSON.parse(readFileSync(this.path, "utf8")) as Kept;
    for (const [path, { next, rows }] of Object.entries(kept.menus)) {
      if (!this.router.has(path)) continue;
      const table = this.router.table(path);
      for (const { id, values, madeAt } of rows)
        table.insert({ id, values: this.each(values, toBytes), madeAt });
      table.next = next;
    }
    for (const { name, ...more } of kept.dialers)
      this.router.ppp.dial(toBytes(name, this.page), more);
    for (const { mac, server, ...more } of kept.clients) this.router.dhcp.join(mac, server, more);
    return true;
  }

  /** From now on each change is written, soon after. */
  watch(): void {
    this.router.on("changed", ({ path, item }) => {
      // A session that begins may be a new customer's, whose client is to call again after a restart.
      if (path === "/log" || (item.dynamic && path !== "/ppp/active")) return;
      this.timer ??= setTimeout(() => this.write(), SETTLE_MS).unref();
    });
  }

  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const beside = `${this.path}.new`;
    const file = openSync(beside, "w", 0o600);
    try {
      writeSync(file, JSON.stringify(this.kept(), undefined, 1));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, this.path);
  }

  private kept(): Kept {
    const { router, page } = this;
    const menus = Iterator.from(router.menus()).filter(({ path }) => path !== "/log");
    return {
      version: router.settings.version,
      menus: Object.fromEntries(
        menus.map(({ path }) => {
          const table = router.table(path);
          const rows = Iterator.from(table.all())
            .filter((item) => !item.dynamic)
            .map((item) => this.keep(item));
          return [path, { next: table.next, rows: [...rows] }];
        }),
      ),
      dialers: [...router.ppp.dialers.values()].map(({ name, callerId, redialMs }) => ({
        ...{ name: toText(name, page), callerId, redialMs },
      })),
      clients: [...router.dhcp.clients].map(([mac, { server, host, renewMs }]) => ({
        mac,
        server,
        host,
        renewMs,
      })),
    };
  }

  private keep({ id, values, madeAt }: Item) {
    return { id, values: this.each(values, toText), madeAt };
  }

  private each(values: Values, change: (text: string, page: CodePage) => string): Values {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, change(value, this.page)]),
    );
  }
}

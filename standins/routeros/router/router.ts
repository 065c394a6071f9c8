import { EventEmitter } from "node:events";
import { menusOf } from "../menus/index";
import { Random } from "../random";
import { Dhcp } from "./dhcp";
import { Pools } from "./pool";
import { Ppp } from "./ppp";
import { type Item, type Menu, type Values, versionNumber } from "./spec";
import { Table } from "./table";
import { noSuchItem } from "./trap";
import { completed } from "./view";

export type RouterSettings = {
  version: string;
  identity: string;
  seed: number;
  maxSessions: number;
  /** Bytes, as all text in here. */
  users: readonly { name: string; password: string; group: string }[];
  /** Milliseconds from a session's end to its client's next call. */
  redialMs: number;
  timeZone: string;
};

export type Changed = { path: string; item: Item; gone: boolean };
type Events = { changed: [Changed] };

const LOG_LINES = 1000;

/** What the router is without its wire: menus, rows, sessions of customers. Nothing in it knows sockets. */
export class Router extends EventEmitter<Events> {
  readonly version: number;
  readonly random: Random;
  readonly pools = new Pools(this);
  readonly ppp = new Ppp(this);
  readonly dhcp = new Dhcp(this);
  /** Milliseconds that the router's clock is off. */
  clockSkewMs = 0;
  /** What somebody else puts on top of it. */
  skew: () => number = () => 0;
  bootedAt = Date.now();
  /** Sessions of the API, for `/user/active`. */
  apiSessions: () => { id: number; name: string; address: string; since: number; via: string }[] =
    () => [];
  /** A hand presses the button that a change of the device's mode waits for. */
  pressButton: () => void = () => undefined;
  /** The process behind it reboots. */
  onReboot: () => void = () => undefined;
  private readonly tables = new Map<string, Table>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(readonly settings: RouterSettings) {
    super();
    this.setMaxListeners(0);
    this.version = versionNumber(settings.version);
    this.random = new Random(settings.seed);
    for (const menu of menusOf(this.version)) this.tables.set(menu.path, new Table(menu));
  }

  /** The router's own idea of the time. */
  now(): number {
    return Date.now() + this.clockSkewMs + this.skew();
  }

  /** What the physical ports have carried: a steady 20 and 60 Mbit/s. */
  uplink(): { rx: number; tx: number } {
    const spent = (Date.now() - this.bootedAt) / 1000;
    return { rx: Math.floor(spent * 2_500_000), tx: Math.floor(spent * 7_500_000) };
  }

  /** A command set date and time: the difference to the true time is kept from now on. */
  setClock(): void {
    const { date: day, time: hour } = this.single("/system/clock").values;
    if (!day && !hour) return;
    const asked = Date.parse(`${day ?? "1970-01-01"}T${hour ?? "00:00:00"}Z`);
    if (!Number.isNaN(asked)) this.clockSkewMs = asked - Date.now();
  }

  has(path: string): boolean {
    return this.tables.has(path);
  }

  table(path: string): Table {
    const table = this.tables.get(path);
    if (!table) throw new Error(`No menu ${path} in ${this.settings.version}`);
    return table;
  }

  /** Rows of a menu now, also those that are made while one looks. */
  items(path: string): Iterable<Item> {
    const { menu } = this.table(path);
    return menu.rows ? menu.rows(this) : this.table(path).all();
  }

  /** The one row of a menu that has one. */
  single(path: string): Item {
    const table = this.table(path);
    const [item] = table.all();
    if (item) return item;
    const made: Item = { id: "*0", values: {} };
    table.insert(made);
    return made;
  }

  /** The value of a menu's one row, or its preset. */
  setting(path: string, name: string): string {
    const { menu } = this.table(path);
    return this.single(path).values[name] ?? menu.properties[name]?.preset ?? "";
  }

  find(path: string, reference: string): Item {
    const { menu } = this.table(path);
    const table = this.table(path);
    const known = reference.startsWith("*")
      ? menu.rows
        ? menu.rows(this).find(({ id }) => id === reference)
        : table.byId(reference)
      : menu.named
        ? table.byName(reference)
        : undefined;
    if (!known) throw noSuchItem();
    return known;
  }

  /** Adds a row of values in canonical form; clashes are refused. */
  insert(path: string, values: Values, more: Partial<Item> = {}, before?: Item): Item {
    const table = this.table(path);
    table.refuseClash(values);
    table.menu.check?.(this, values);
    const item: Item = { id: table.newId(), values, ...more };
    table.insert(item, before);
    table.menu.added?.(this, item);
    this.emit("changed", { path, item, gone: false });
    return item;
  }

  change(path: string, item: Item, values: Values): void {
    const table = this.table(path);
    table.refuseClash(values, item);
    table.menu.check?.(this, values, item);
    const before = item.values;
    table.update(item, values);
    table.menu.changed?.(this, item, before);
    this.emit("changed", { path, item, gone: false });
  }

  delete(path: string, item: Item): void {
    const table = this.table(path);
    if (table.byId(item.id) !== item) return;
    table.menu.removing?.(this, item);
    table.delete(item);
    table.menu.removed?.(this, item);
    this.emit("changed", { path, item, gone: true });
  }

  /** Every row that an owner (a session, a lease) brought with it goes. */
  deleteOwned(path: string, owner: string): void {
    for (const item of this.table(path).ownedBy(owner)) this.delete(path, item);
  }

  row(path: string, item: Item): Values {
    return completed(this, this.table(path).menu, item);
  }

  writeLog(topics: string, message: string): void {
    const table = this.table("/log");
    const item: Item = { id: table.newId(), values: { topics, message }, madeAt: this.now() };
    table.insert(item);
    const [oldest] = table.size > LOG_LINES ? table.all() : [];
    if (oldest) table.delete(oldest);
    this.emit("changed", { path: "/log", item, gone: false });
  }

  /** Runs later unless the router was closed or rebooted; never keeps a process alive. */
  later(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer.unref());
    return timer;
  }

  /** What a loss of power takes with it: sessions, dynamic rows, what was under way. Clients call again after it. */
  loseMemory(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ppp.dropAll();
    this.dhcp.dropAll();
    this.pools.reset();
    for (const table of this.tables.values()) {
      if (table.menu.path === "/log") for (const item of [...table.all()]) table.delete(item);
      else for (const item of [...table.all()]) if (item.dynamic) table.delete(item);
    }
    this.bootedAt = Date.now();
  }

  /** Clients call again, one after the other. */
  wake(): void {
    this.ppp.redialAll();
    this.dhcp.renewAll();
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  menus(): Iterable<Menu> {
    return Iterator.from(this.tables.values()).map(({ menu }) => menu);
  }

  menu(path: string): Menu | undefined {
    return this.tables.get(path)?.menu;
  }
}

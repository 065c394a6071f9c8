import type { Item, Menu, Values } from "./spec";
import { Trap } from "./trap";

/** A menu's rows with their indexes: finding by id, by name or by what must be unique does not look at every row. */
export class Table {
  private items = new Map<string, Item>();
  private readonly names = new Map<string, Item>();
  private readonly owners = new Map<string, Set<Item>>();
  private readonly indexes: Map<string, Item>[];
  /** The next id's number. */
  next: number;

  constructor(readonly menu: Menu) {
    this.next = menu.firstId ?? 1;
    this.indexes = (menu.unique ?? []).map(() => new Map());
  }

  get size(): number {
    return this.items.size;
  }

  all(): IterableIterator<Item> {
    return this.items.values();
  }

  byId = (id: string): Item | undefined => this.items.get(id);
  byName = (name: string): Item | undefined => this.names.get(name);

  /** Rows that a session or a lease brought. */
  ownedBy = (owner: string): Item[] => [...(this.owners.get(owner) ?? [])];

  newId(): string {
    return `*${(this.next++).toString(16).toUpperCase()}`;
  }

  /** The row that these values would clash with, and the menu's words for it. */
  clash(values: Values, self?: Item): { item: Item; text: string } | undefined {
    for (const [at, { key, text }] of (this.menu.unique ?? []).entries()) {
      const name = key(values);
      const item = name === undefined ? undefined : this.indexes[at]?.get(name);
      if (item && item !== self) return { item, text };
    }
    return undefined;
  }

  refuseClash(values: Values, self?: Item): void {
    const found = this.clash(values, self);
    if (found) throw new Trap(`failure: ${found.text}`);
  }

  insert(item: Item, before?: Item): void {
    if (!before) this.items.set(item.id, item);
    else this.reorder((rest) => rest.splice(rest.indexOf(before), 0, item));
    this.index(item);
    if (item.owner === undefined) return;
    const owned = this.owners.get(item.owner);
    if (owned) owned.add(item);
    else this.owners.set(item.owner, new Set([item]));
  }

  /** Takes new values in; the caller has looked for clashes. */
  update(item: Item, values: Values): void {
    this.unindex(item);
    item.values = values;
    this.index(item);
  }

  delete(item: Item): void {
    this.items.delete(item.id);
    this.unindex(item);
    const owned = this.owners.get(item.owner ?? "");
    if (owned?.delete(item) && owned.size === 0) this.owners.delete(item.owner ?? "");
  }

  /** Puts rows before another, in the order given; at the end without one. */
  move(moved: readonly Item[], before: Item | undefined): void {
    this.reorder((rest) => {
      for (const item of moved) rest.splice(rest.indexOf(item), 1);
      rest.splice(before ? rest.indexOf(before) : rest.length, 0, ...moved);
    });
  }

  private reorder(change: (rest: Item[]) => void): void {
    const rest = [...this.items.values()];
    change(rest);
    this.items = new Map(rest.map((item) => [item.id, item]));
  }

  private index(item: Item): void {
    if (this.menu.named && item.values.name !== undefined) this.names.set(item.values.name, item);
    for (const [at, { key }] of (this.menu.unique ?? []).entries()) {
      const name = key(item.values);
      if (name !== undefined) this.indexes[at]?.set(name, item);
    }
  }

  private unindex(item: Item): void {
    const { name } = item.values;
    if (name !== undefined && this.names.get(name) === item) this.names.delete(name);
    for (const [at, { key }] of (this.menu.unique ?? []).entries()) {
      const found = key(item.values);
      if (found !== undefined && this.indexes[at]?.get(found) === item)
        this.indexes[at]?.delete(found);
    }
  }
}

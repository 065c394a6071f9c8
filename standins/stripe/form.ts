/** Fields that are text whatever they look like. */
const TEXTS = ["client_reference_id", "name", "description"];

type Tree = { [name: string]: string | Tree };

/** A body as Stripe takes it, `a[b][0]=c`, as nested values; lists are objects with numbers for names until `typed`. */
export function decodeForm(body: string): Tree {
  const root: Tree = {};
  for (const [key, value] of new URLSearchParams(body)) {
    const path = key.split(/[[\]]+/).filter((part) => part !== "");
    let at = root;
    for (const part of path.slice(0, -1)) {
      const next = (at[part] ??= {});
      if (typeof next === "string") break;
      at = next;
    }
    at[path.at(-1) ?? ""] = value;
  }
  return root;
}

/** Text as what it was: whole numbers, yes and no, lists. What must stay text is named. */
export function typed(tree: Tree, texts: readonly string[] = TEXTS): unknown {
  const entries = Object.entries(tree).map(([name, value]): [string, unknown] => {
    if (typeof value !== "string") return [name, name === "metadata" ? value : typed(value, texts)];
    if (texts.includes(name)) return [name, value];
    if (/^-?\d{1,15}$/.test(value)) return [name, Number(value)];
    return [name, value === "true" || value === "false" ? value === "true" : value];
  });
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

export type DiffLine = { id: string; kind: "same" | "removed" | "added"; text: string };

/** Lines of `after` against `before` by their longest common subsequence. Pure; a few hundred lines at most. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const common = lengths(a, b);
  const found: DiffLine[] = [];
  const push = (kind: DiffLine["kind"], text = "") =>
    found.push({ id: String(found.length), kind, text });
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      push("same", a[i]);
      i += 1;
      j += 1;
    } else if (at(common, i + 1, j) >= at(common, i, j + 1)) push("removed", a[i++]);
    else push("added", b[j++]);
  }
  while (i < a.length) push("removed", a[i++]);
  while (j < b.length) push("added", b[j++]);
  return found;
}

const at = (table: number[][], i: number, j: number): number => table[i]?.[j] ?? 0;

/** table[i][j]: how many lines the rest of both have in common. */
function lengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i] ?? [];
      row[j] =
        a[i] === b[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), row[j + 1] ?? 0);
    }
  return table;
}

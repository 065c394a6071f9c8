type Value = string | number | boolean | undefined | Value[] | { [name: string]: Value };

/** Nested values as Stripe takes them: `line_items[0][quantity]=1`. Absent ones are left out. */
export function encodeForm(values: { [name: string]: Value }): string {
  const form = new URLSearchParams();
  const walk = (at: string, value: Value): void => {
    if (value === undefined) return;
    if (typeof value !== "object") return form.append(at, String(value));
    for (const [name, inner] of Object.entries(value)) walk(`${at}[${name}]`, inner);
  };
  for (const [name, value] of Object.entries(values)) walk(name, value);
  return form.toString();
}

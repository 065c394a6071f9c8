import type { Values } from "./format-value";
import type { TemplateVariable } from "./registry";

/** Names of the variables of kind `url` whose value leads elsewhere than to the sender's own origins. */
export function foreignLinks(
  variables: Readonly<Record<string, TemplateVariable>>,
  values: Values,
  origins: readonly string[],
): string[] {
  return Object.entries(variables)
    .filter(([name, { kind }]) => kind === "url" && Object.hasOwn(values, name) && values[name])
    .map(([name]) => name)
    .filter((name) => {
      const url = URL.parse(values[name] ?? "");
      return !url || url.username !== "" || !origins.includes(url.origin);
    });
}

import { definitionOf, type MessageKey } from "@/server/modules/templates/rules/registry";

/** What fills a customer's message: values shown, and what is sealed. */
export type MessageValues = {
  params: Record<string, string>;
  secrets: Record<string, string>;
};

/** Known without being given: the sender's and the recipient's names. */
const GIVEN = new Set(["companyName", "name"]);

/**
 * The values that a template takes of those given; one that it has not is left out (a policy may choose another template),
 * a link that is missing is the portal's first page. Throws, as a bug does, when another one is missing.
 */
export function valuesFor(
  template: MessageKey,
  given: {
    params: Readonly<Record<string, string | number>>;
    secrets?: Readonly<Record<string, string>>;
  },
): MessageValues {
  const { variables } = definitionOf(template);
  const known = (values: Readonly<Record<string, string | number>>) =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([name]) => Object.hasOwn(variables, name))
        .map(([name, value]) => [name, String(value)]),
    );
  const secrets = known(given.secrets ?? {});
  const params = known(given.params);
  for (const [name, { kind, optional }] of Object.entries(variables)) {
    if (optional || GIVEN.has(name) || Object.hasOwn(params, name) || Object.hasOwn(secrets, name))
      continue;
    if (kind !== "url") throw new Error(`${template} needs ${name}`);
    params[name] = "/";
  }
  return { params, secrets };
}

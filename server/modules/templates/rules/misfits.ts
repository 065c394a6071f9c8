import type { TemplateVariable, VariableKind } from "./registry";

const SHAPES: Partial<Record<VariableKind, RegExp>> = {
  money: /^\d{1,15}(?:\.\d{1,4})? [A-Z]{3}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  number: /^\d{1,15}$/,
  // In the customer's portal: who asks cannot lead elsewhere.
  url: /^\/(?!\/)[^\s\\]*$/,
};
/** Known without being given: the sender's and the recipient's names. */
const GIVEN = ["companyName", "name"];

/** What does not fit a template among values from outside, by field: a stranger, one of another shape, or one that is missing. */
export function misfits(
  variables: Readonly<Record<string, TemplateVariable>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const strange = Object.entries(values).filter(([name, value]) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const shape = variable && SHAPES[variable.kind];
    return !variable || GIVEN.includes(name) || (shape && !shape.test(value));
  });
  const missing = Object.entries(variables).filter(
    ([name, { optional, kind }]) =>
      !optional && kind !== "url" && !GIVEN.includes(name) && !Object.hasOwn(values, name),
  );
  return Object.fromEntries(
    [...strange, ...missing].map(([name]) => [`template.variables.${name}`, "message_variables"]),
  );
}

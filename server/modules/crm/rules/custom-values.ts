import { isDay } from "@/server/kernel/day";
import type { CustomFieldDto, CustomValues } from "./fields-schema";

type Field = Pick<CustomFieldDto, "key" | "type" | "options" | "required" | "archivedAt">;
type Value = CustomValues[string];
type Read = { values: CustomValues; problems: Record<string, string> };

/**
 * Own values as they are kept, and what is wrong with them by `custom.<key>` (keys of `errors`). What is not given
 * stays as it was (`before`); an unknown key is refused; a required one that is empty too. Pure.
 */
export function readCustomValues(
  fields: readonly Field[],
  given: CustomValues,
  before: CustomValues = {},
): Read {
  const known = new Map(fields.map((field) => [field.key, field]));
  const values: CustomValues = { ...before };
  const problems: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = known.get(key);
    if (!field) problems[`custom.${key}`] = "field_unknown";
    else if (value === null || isEmpty(value)) delete values[key];
    else {
      const read = readValue(field, value);
      if (read === undefined) problems[`custom.${key}`] = PROBLEMS[field.type];
      else values[key] = read;
    }
  }
  for (const { key, required, archivedAt } of fields)
    if (required && archivedAt === null && isEmpty(values[key]))
      problems[`custom.${key}`] ??= "field_required";
  return { values, problems };
}

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

const PROBLEMS: Readonly<Record<Field["type"], string>> = {
  text: "field_not_text",
  number: "field_not_number",
  date: "field_not_date",
  boolean: "field_not_boolean",
  choice: "field_not_choice",
  url: "field_not_url",
};

/** The value in its type, or undefined. Forms give texts: "12.5", "yes". */
function readValue({ type, options }: Field, value: NonNullable<Value>): Value | undefined {
  const text = String(value).trim();
  switch (type) {
    case "text":
      return typeof value === "string" ? text : undefined;
    case "number": {
      const number = Number(text.replace(",", "."));
      return typeof value !== "boolean" && Number.isFinite(number) ? number : undefined;
    }
    case "date":
      return isDay(text) ? text : undefined;
    case "boolean":
      if (text === "true" || text === "yes") return true;
      return text === "false" || text === "no" ? false : undefined;
    case "choice":
      return options.includes(text) ? text : undefined;
    case "url":
      return isWebAddress(text) ? text : undefined;
    default:
      return type satisfies never;
  }
}

/** Only what a browser may open: a link that runs a script is no address. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

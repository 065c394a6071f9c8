import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { permissions } from "@/server/auth/permissions";
import { catalog } from "@/server/events/catalog";
import { RESOURCE_NAMES } from "@/server/modules/tenants/rules/resources";
import { loadMessages } from "./load-messages";

const locales = ["es", "en", "pt"] as const;
const texts = Object.fromEntries(
  locales.map((locale) => [locale, flatten(loadMessages(locale))]),
) as Record<(typeof locales)[number], Map<string, string>>;

/** Every text by its dotted key. */
function flatten(node: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "string"
        ? [[prefix + key, value] as const]
        : [...flatten(value as object, `${prefix}${key}.`)],
    ),
  );
}

/** Names of the values that a text takes. Branches stand in braces too: among them only `{name, …` counts. */
const values = (text: string) => {
  const pattern = /, (?:select|plural),/.test(text) ? /\{(\w+),/g : /\{(\w+)\s*[,}]/g;
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].toSorted();
};

test("the three languages have the same keys", () => {
  const keys = [...texts.es.keys()].toSorted();
  expect(keys.length).toBeGreaterThan(300);
  expect([...texts.en.keys()].toSorted()).toEqual(keys);
  expect([...texts.pt.keys()].toSorted()).toEqual(keys);
});

test("a text takes the same values in every language, and none is empty", () => {
  for (const [key, text] of texts.es)
    for (const locale of locales) {
      expect(values(texts[locale].get(key) ?? ""), `${locale} ${key}`).toEqual(values(text));
      expect(texts[locale].get(key)?.trim(), `${locale} ${key}`).not.toBe("");
    }
});

test("every text is well-formed and can be said with its values", () => {
  for (const locale of locales) {
    const failed: string[] = [];
    const onError = (error: Error) => failed.push(error.message);
    const t = createTranslator({ locale, messages: loadMessages(locale), onError });
    const say = t.rich as unknown as (key: string, values: object) => unknown;
    for (const [key, text] of texts[locale])
      say(key, {
        ...Object.fromEntries([...text.matchAll(/\{(\w+)\s*[,}]/g)].map((match) => [match[1], 2])),
        link: (chunks: unknown) => chunks,
        b: (chunks: unknown) => chunks,
      });
    expect(failed).toEqual([]);
  }
});

test("every fact, every limited resource and every permission of a tenant has words", () => {
  const wanted = [
    ...Object.keys(catalog).map((name) => `event.${name.replaceAll(".", "_")}`),
    ...RESOURCE_NAMES.map((name) => `resource.${name}`),
    ...Object.keys(permissions).flatMap((name) =>
      name.startsWith("platform.") ? [] : [`permission.${name.replaceAll(".", "_")}`],
    ),
  ];
  expect(wanted.filter((key) => !texts.es.has(key))).toEqual([]);
});

test("no language repeats Spanish where it should have been translated", () => {
  const long = [...texts.es].filter(
    ([, text]) => text.replaceAll(/\{.*?\}/g, "").split(" ").length > 5,
  );
  for (const locale of ["en", "pt"] as const)
    expect(long.filter(([key, text]) => texts[locale].get(key) === text)).toEqual([]);
});

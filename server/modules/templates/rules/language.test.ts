import fc from "fast-check";
import { expect, test } from "vitest";
import { originalContent } from "../original-content";
import { blocksToText } from "./blocks-to-text";
import { checkContent } from "./check-content";
import { fieldsOf } from "./content";
import { fillBlocks } from "./fill-blocks";
import { fillText } from "./fill-text";
import { type Filling, formatValue } from "./format-value";
import { parseMarkdown } from "./markdown";
import { foreignLinks } from "./own-links";
import { parseText, placeOf } from "./parse-text";
import { definitionOf, TEMPLATE_KEYS, templates } from "./registry";
import { toPositional, toWhatsAppForm } from "./whatsapp-form";
import { withinMs } from "@/server/testing/within-ms";

const filling = (values: Record<string, string>, over: Partial<Filling> = {}): Filling => ({
  variables: templates["auth.magicLink"].variables,
  values,
  locale: "es",
  timeZone: "America/Lima",
  ...over,
});
const keysOf = (body: string, subject = "x") =>
  checkContent("auth.signInCode", "email", { subject, body }).map(({ key }) => key);

/** What people have put into templates elsewhere: server-side injection, markup, headers, prototypes. */
const HOSTILE = [
  "{{constructor}}",
  "{{__proto__}}",
  "{{toString}}",
  "{{7*7}}",
  "{{constructor.constructor('return process')()}}",
  "{{#with code}}{{/with}}",
  "{% for x in y %}",
  "{{ code | safe }}",
  "{{{code}}}",
  "${code}",
  "<%= code %>",
  "#{code}",
  "{{code}}{{",
  "{{code.length}}",
  "{{code}}\u0000",
];

test("the originals of every template, channel and language pass their own rules", () => {
  for (const key of TEMPLATE_KEYS)
    for (const channel of definitionOf(key).channels)
      for (const locale of ["es", "en", "pt"] as const) {
        const content = originalContent(key, channel, locale);
        expect(checkContent(key, channel, content), `${key} ${channel} ${locale}`).toEqual([]);
        expect(Object.keys(content)).toEqual(fieldsOf(key, channel).map(({ name }) => name));
      }
});

test("what is no variable of the template is refused, or is plain text that stays as it is", () => {
  for (const text of HOSTILE) {
    const body = `{{code}} ${text}`;
    const plain = !text.includes("{{") || text === "{{{code}}}";
    const issues = keysOf(body).filter((key) => key !== "template_missing_variable");
    if (!plain) expect(issues, text).not.toEqual([]);
    const out = fillText(body, filling({ code: "482915" }));
    expect(out, text).not.toMatch(/49|native code|\[object/);
    expect(out.startsWith("482915 ")).toBe(true);
  }
});

test("a fault is told with its field, line and column", () => {
  const issues = checkContent("auth.signInCode", "email", {
    subject: "{{codigo}}",
    body: "{{code}}\n\nHola {{nombre}} y {{ code",
  });
  expect(issues).toEqual([
    { field: "subject", key: "template_unknown_variable", name: "codigo", line: 1, column: 1 },
    { field: "body", key: "template_broken_placeholder", name: "", line: 3, column: 19 },
    { field: "body", key: "template_unknown_variable", name: "nombre", line: 3, column: 6 },
  ]);
});

test("without the thing that it is for a message is refused; elsewhere than in the body does not count", () => {
  expect(keysOf("Hola", "{{code}}")).toEqual(["template_missing_variable"]);
  expect(keysOf("{{code}}")).toEqual([]);
  const whatsapp = { header: "", body: "Hola {{companyName}} {{roleName}}", footer: "" };
  expect(checkContent("auth.invitation", "whatsapp", { ...whatsapp, button: "" })).toHaveLength(1);
  expect(checkContent("auth.invitation", "whatsapp", { ...whatsapp, button: "Entrar" })).toEqual(
    [],
  );
});

test("a subject takes no line break or control character, and no field takes 100 kB", () => {
  for (const bad of ["a\r\nBcc: x@y.z", "a\nb", "a\u0000b", "a\u2028b", "a\u0085b"])
    expect(keysOf("{{code}}", bad), JSON.stringify(bad)).toEqual(["template_control"]);
  const started = performance.now();
  for (const long of ["{{", "[a](", "**", "_a_", "{{code}}", "a"])
    expect(keysOf(long.repeat(100_000 / long.length))).toEqual(["template_too_long"]);
  expect(performance.now() - started).toBeLessThan(withinMs(200));
});

test("sign-in messages hold no address typed by hand; others hold web and mail addresses only", () => {
  for (const body of ["[a](https://evil.example)", "https://evil.example", "www.evil.example"])
    expect(keysOf(`{{code}} ${body}`)).toEqual(["template_own_links_only"]);
  const welcome = (link: string) =>
    checkContent("site.welcome", "email", { subject: "x", body: `{{url}} [a](${link})` }).map(
      ({ key }) => key,
    );
  for (const good of ["https://x.pe/a?b=1", "mailto:a@b.pe", "{{url}}"])
    expect(welcome(good), good).toEqual([]);
  for (const bad of [
    "javascript:x",
    "data:text/html,x",
    "/x",
    "x",
    "https://a@b.pe",
    "{{companyName}}",
  ])
    expect(welcome(bad), bad).toEqual(["template_bad_link"]);
});

test("values are never read again: what looks like a variable, markup or link in a value stays text", () => {
  const nasty = "{{code}} **b** [x](https://evil.example) <b>&amp;</b>\r\nBcc: x";
  const blocks = fillBlocks(
    parseMarkdown("**{{companyName}}** {{companyName}}"),
    filling({ companyName: nasty, code: "1" }),
  );
  const flat = nasty.replace(/\r\n/g, " ");
  expect(blocks).toEqual([
    {
      kind: "paragraph",
      children: [
        { kind: "strong", children: [{ kind: "text", text: flat }] },
        { kind: "text", text: " " },
        { kind: "text", text: flat },
      ],
    },
  ]);
  expect(fillText("a {{companyName}}", filling({ companyName: nasty }))).not.toContain("\n");
});

test("a link of a dangerous scheme is no link, however its address came", () => {
  for (const href of [
    "javascript:alert(1)",
    "JaVaScRiPt:x",
    "data:text/html,x",
    "vbscript:x",
    "//x",
    "https://a b",
    'https://x"onclick',
  ])
    expect(fillBlocks(parseMarkdown("[Entrar]({{url}})"), filling({ url: href }))).toEqual([]);
  expect(
    fillBlocks(parseMarkdown("[Entrar]({{url}})"), filling({ url: "https://x.pe" })),
  ).toMatchObject([{ kind: "button", href: "https://x.pe" }]);
});

test("parsing loses nothing: the parts of any text, put together, are the text", () => {
  const piece = fc.constantFrom(
    "{{",
    "}}",
    "{{code}}",
    "{{ url | long }}",
    "{",
    "x",
    "\n",
    " | ",
    "ñ",
    "{{a b}}",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      const source = pieces.join("");
      const { parts, broken } = parseText(source);
      const again = parts
        .map((part) =>
          typeof part === "string" ? part : source.slice(part.at, part.at + part.length),
        )
        .join("");
      expect(again).toBe(source);
      for (const at of broken) expect(source.startsWith("{{", at)).toBe(true);
    }),
  );
});

test("any Markdown is drawn without throwing, and no letter of its words is lost", () => {
  const piece = fc.constantFrom(
    "**",
    "_",
    "[a](https://x.pe)",
    "[a]({{url}})",
    "# ",
    "- ",
    "\n",
    "\n\n",
    "{{code}}",
    "\\",
    "]",
    "(",
    "palabra",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 40 }),
      (pieces) => {
        const source = pieces.join("");
        const text = blocksToText(
          fillBlocks(parseMarkdown(source), filling({ code: "1", url: "https://x.pe" })),
        );
        const words = (some: string) => some.match(/palabra/g)?.length ?? 0;
        expect(words(text)).toBe(words(source));
      },
    ),
  );
});

test("line and column point at the character, whatever stands before", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "\n", "ñ"), { maxLength: 40 }),
      fc.nat(40),
      (chars, n) => {
        const source = chars.join("");
        const at = Math.min(n, source.length);
        const { line, column } = placeOf(source, at);
        const lines = source.split("\n").slice(0, line - 1);
        expect(lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1).toBe(at);
      },
    ),
  );
});

test("dates, money and numbers are written as the reader's language does; what is none stays as it is", () => {
  const variables = {
    when: { kind: "date", sample: "" },
    due: { kind: "money", sample: "" },
    count: { kind: "number", sample: "" },
  } as const;
  const values = { when: "2026-03-14T15:09:00Z", due: "1234.5 PEN", count: "12345" };
  const at = (locale: "es" | "en" | "pt") => filling(values, { variables, locale });
  expect(formatValue(at("es"), "when")).toBe("14 de marzo de 2026 a las 10:09");
  expect(formatValue(at("pt"), "when", "short")).toBe("14/03/2026");
  expect(formatValue(at("en"), "when", "time")).toMatch(/^10:09\sAM$/);
  expect(formatValue(at("en"), "due")).toMatch(/^PEN\s1,234\.50$/);
  expect(formatValue(at("pt"), "count")).toBe("12.345");
  for (const name of ["when", "due", "count"])
    expect(formatValue(filling({ [name]: "mañana" }, { variables }), name)).toBe("mañana");
  expect(formatValue(filling({}, { variables }), "constructor")).toBe("");
});

test("WhatsApp's numbered form has a number for each name, in order and without gaps", () => {
  expect(toPositional("{{code}} es de {{companyName}}, {{ code }}")).toEqual({
    text: "{{1}} es de {{2}}, {{1}}",
    variables: ["code", "companyName"],
  });
  expect(toWhatsAppForm({ header: "", body: "{{url}}", footer: "f", button: "Ir" })).toEqual({
    header: null,
    body: { text: "{{1}}", variables: ["url"] },
    footer: "f",
    button: { label: "Ir", variable: "url" },
  });
});

test("an address is the sender's own only by its whole origin", () => {
  const origins = ["https://fibranet.trama.pe"];
  const foreign = (url: string) =>
    foreignLinks({ url: { kind: "url", sample: "" } }, { url }, origins);
  expect(foreign("https://fibranet.trama.pe/a")).toEqual([]);
  for (const url of [
    "http://fibranet.trama.pe/",
    "https://fibranet.trama.pe.evil.pe/",
    "https://fibranet.trama.pe:444/",
    "https://x@fibranet.trama.pe/",
    "https:fibranet",
    "x",
  ])
    expect(foreign(url), url).toEqual(["url"]);
});

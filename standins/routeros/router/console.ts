import { type By, execute } from "./execute";
import type { Router } from "./router";
import { ScriptText } from "./script-text";
import type { Values } from "./spec";
import { Trap } from "./trap";

type Value = string | readonly string[];
type Argument = { name?: string; sign?: string; value: Value };

/**
 * Runs what one would paste into the terminal: a useful part of RouterOS' script language. Menus with spaces or slashes,
 * `find` with `=`, `!=`, `~`, `!flag`, `get`, several statements, `:if`, `:do … on-error`, `:foreach`, `:local`, `:put`,
 * `:log`, `:len`, arrays with `->`. Gives what was put out; throws the first error that nothing caught.
 */
export function runScript(router: Router, source: string, by: By): string[] {
  const console = new Console(router, by);
  console.block(source);
  return console.output;
}

class Console {
  readonly output: string[] = [];
  private readonly variables = new Map<string, Value>();
  private menu = "";

  constructor(
    private readonly router: Router,
    private readonly by: By,
  ) {}

  block(source: string): void {
    const text = new ScriptText(source);
    for (text.between(); !text.done; text.between()) this.statement(text);
  }

  private statement(text: ScriptText): Value {
    // `[[:parse "…"]]`: what the inner brackets give is run.
    if (text.next === "[") {
      this.block(textOf(this.atom(text)));
      return "";
    }
    const word = text.take(/:[a-z]+/);
    if (word === undefined) return this.command(text);
    text.space();
    return this.word(word.slice(1), text);
  }

  private word(word: string, text: ScriptText): Value {
    if (word === "put") return this.put(this.expression(text));
    if (word === "len") return String(lengthOf(this.expression(text)));
    if (word === "tostr" || word === "tonum" || word === "error")
      return this.told(word, this.expression(text));
    if (word === "delay" || word === "parse") return this.expression(text);
    if (word === "log") return this.note(text);
    if (word === "local" || word === "global" || word === "set") return this.remember(text);
    if (word === "do") return this.attempt(text);
    if (word === "if") return this.choose(text);
    if (word === "foreach") return this.each(text);
    throw text.wrong();
  }

  private told(word: string, value: Value): Value {
    if (word === "error") throw new Trap(textOf(value), 3);
    return textOf(value);
  }

  private put(value: Value): Value {
    this.output.push(textOf(value));
    return "";
  }

  private note(text: ScriptText): Value {
    const topic = text.need(/\w+/);
    text.space();
    this.router.writeLog(`script,${topic}`, textOf(this.expression(text)));
    return "";
  }

  private remember(text: ScriptText): Value {
    const name = text.need(/\w+/);
    text.space();
    const value = this.expression(text);
    this.variables.set(name, value);
    return value;
  }

  private attempt(text: ScriptText): Value {
    const body = text.block();
    text.space();
    const fallback = text.take(/on-error=/) === undefined ? undefined : text.block();
    try {
      this.block(body);
    } catch (error) {
      if (!(error instanceof Trap) || fallback === undefined) throw error;
      this.block(fallback);
    }
    return "";
  }

  private choose(text: ScriptText): Value {
    const met = isTrue(this.expression(text));
    text.space();
    text.need(/do=/);
    const then = text.block();
    text.space();
    const otherwise = text.take(/else=/) === undefined ? "" : text.block();
    this.block(met ? then : otherwise);
    return "";
  }

  private each(text: ScriptText): Value {
    const name = text.need(/\w+/);
    text.need(/\s+in=/);
    const values = this.atom(text);
    text.space();
    text.need(/do=/);
    const body = text.block();
    for (const value of [values].flat()) {
      this.variables.set(name, value);
      this.block(body);
    }
    return "";
  }

  /** One value, or two with a sign between them; only in parentheses may there be more. */
  private expression(text: ScriptText): Value {
    if (text.take(/!(?!=)/) !== undefined) return isTrue(this.expression(text)) ? "false" : "true";
    let left = this.atom(text);
    for (;;) {
      const sign = text.take(/\s*(?:->|!=|<=|>=|&&|\|\||[=<>.+~])\s*/)?.trim();
      if (sign === undefined) return left;
      left = joined(
        left,
        sign,
        sign === "&&" || sign === "||" ? this.expression(text) : this.atom(text),
      );
    }
  }

  private atom(text: ScriptText): Value {
    if (text.next === '"')
      return text
        .quoted()
        .replaceAll(/\uE000(\w+)\uE000/g, (_, name: string) => textOf(this.variable(name)));
    if (text.take(/\$/) !== undefined) return this.variable(text.need(/\w+/));
    if (text.take(/\(\s*/) !== undefined) {
      const value = this.expression(text);
      text.need(/\s*\)/);
      return value;
    }
    if (text.take(/\[\s*/) !== undefined) {
      const value = this.statement(text);
      text.need(/\s*\]/);
      return value;
    }
    return text.need(/(?:(?!->|&&)[^\s;"$()[\]{}=~])+/);
  }

  private variable = (name: string): Value => this.variables.get(name) ?? "";

  private command(text: ScriptText): Value {
    const { path, verb } = this.resolve(text);
    if (verb === undefined) {
      this.menu = path;
      return "";
    }
    return this.perform(path, verb, this.argumentsOf(text, path));
  }

  /** A `find` inside of them is one of the command's own menu. */
  private argumentsOf(text: ScriptText, path: string): Argument[] {
    const given: Argument[] = [];
    const outer = this.menu;
    this.menu = path;
    try {
      for (text.space(); !/^(?:[\s;\]]|$)/.test(text.rest); text.space())
        given.push(this.argument(text));
    } finally {
      this.menu = outer;
    }
    return given;
  }

  /** The menu and the command; none where only a menu was named. */
  private resolve(text: ScriptText): { path: string; verb: string | undefined } {
    const absolute = text.take(/\//) !== undefined;
    let path = absolute ? "" : this.menu;
    for (;;) {
      const before = text.at;
      const word = text.take(/[a-z0-9-]+/);
      if (word === undefined) return { path, verb: undefined };
      if (!this.isMenu(`${path}/${word}`)) {
        if (path !== "" || word === "export") return { path, verb: word };
        text.at = before;
        throw new Trap(`bad command name ${word}`, 3);
      }
      path = `${path}/${word}`;
      text.take(/\/|(?:[ \t]|\\\r?\n)+(?=[a-z0-9-]+(?![a-z0-9-]*[=~]))/);
    }
  }

  private isMenu(path: string): boolean {
    return (
      this.router.has(path) ||
      [...this.router.menus()].some((menu) => menu.path.startsWith(`${path}/`))
    );
  }

  private argument(text: ScriptText): Argument {
    const negated = text.take(/!/);
    const named = text.take(/\.?[a-z0-9-]+(?=\s*(?:!=|[=~]))/);
    if (named === undefined) return { sign: negated, value: this.atom(text) };
    const sign = text.need(/\s*(?:!=|[=~])\s*/).trim();
    const bare = text.take(/[^\s;"$()[\]{}]+/);
    if (bare !== undefined) return { name: named, sign, value: bare };
    return { name: named, sign, value: /^["$([]/.test(text.rest) ? this.atom(text) : "" };
  }

  private perform(path: string, verb: string, given: Argument[]): Value {
    if (verb === "find") return this.find(path, given);
    if (verb === "get") return this.get(path, given);
    if (verb === "print") return "";
    const attributes = new Map<string, string>();
    for (const { name, value } of given) {
      if (name === undefined && verb !== "find" && Array.isArray(value) && value.length === 0)
        return "";
      attributes.set(
        name ?? (verb === "export" ? "file" : ".id"),
        this.positioned(path, name, textOf(value, ",")),
      );
    }
    const answer = execute(this.router, `${path}/${verb}`, attributes, [], this.by);
    return answer.ret ?? "";
  }

  /** The console's row numbers: the place in the whole table. */
  private positioned(path: string, name: string | undefined, value: string): string {
    if (
      !/^\d+$/.test(value) ||
      !(name === undefined || name === "place-before" || name === "numbers")
    )
      return value;
    return [...this.router.items(path)][Number(value)]?.id ?? value;
  }

  private find(path: string, given: Argument[]): Value {
    const conditions = given.filter(({ name, value }) => name !== undefined || value !== "where");
    return [...this.router.items(path)]
      .filter((item) => {
        const row = this.router.row(path, item);
        return conditions.every((condition) => holds(row, condition));
      })
      .map(({ id }) => id);
  }

  private get(path: string, given: Argument[]): Value {
    const { menu } = this.router.table(path);
    const [first, second] = given;
    if (menu.single)
      return this.router.row(path, this.router.single(path))[textOf(first?.value ?? "")] ?? "";
    const row = this.router.row(path, this.router.find(path, textOf(first?.value ?? "")));
    return row[textOf(second?.value ?? "")] ?? "";
  }
}

function holds(row: Values, { name, sign, value }: Argument): boolean {
  if (name === undefined) return isTrue(row[textOf(value)] ?? "") !== (sign === "!");
  const has = row[name] ?? "";
  if (sign === "~") return new RegExp(textOf(value)).test(has);
  const wanted = textOf(value);
  const same =
    has === wanted || (wanted === "yes" && has === "true") || (wanted === "no" && has === "false");
  return same === (sign === "=");
}

const lengthOf = (value: Value): number => value.length;
const textOf = (value: Value, separator = ";"): string =>
  typeof value === "string" ? value : value.join(separator);
const isTrue = (value: Value): boolean => value === "true" || value === "yes";

function joined(left: Value, sign: string, right: Value): Value {
  if (sign === "->") return (Array.isArray(left) ? left[Number(right)] : undefined) ?? "";
  if (sign === "&&") return isTrue(left) && isTrue(right) ? "true" : "false";
  if (sign === "||") return isTrue(left) || isTrue(right) ? "true" : "false";
  const [a, b] = [textOf(left), textOf(right)];
  if (sign === ".") return a + b;
  if (sign === "+") return String(Number(a) + Number(b));
  if (sign === "~") return String(new RegExp(b).test(a));
  if (sign === "=" || sign === "!=") return String((a === b) === (sign === "="));
  return String(compared(Number(a), sign, Number(b)));
}

function compared(a: number, sign: string, b: number): boolean {
  if (sign === "<") return a < b;
  if (sign === ">") return a > b;
  return sign === "<=" ? a <= b : a >= b;
}

import { Trap } from "./trap";

/** A script's text and how far it has been read. */
export class ScriptText {
  at = 0;

  constructor(readonly source: string) {}

  get rest(): string {
    return this.source.slice(this.at);
  }

  get done(): boolean {
    return this.at >= this.source.length;
  }

  /** The next char. */
  get next(): string {
    return this.source[this.at] ?? "";
  }

  /** Passes what matches here and gives it; undefined where it does not. */
  take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  need(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === undefined) throw this.wrong();
    return found;
  }

  /** Spaces, and lines that go on behind a backslash. */
  space(): void {
    this.take(/(?:[ \t]|\\\r?\n)*/);
  }

  /** What lies between statements, comments too. */
  between(): void {
    this.take(/(?:[\s;]|#[^\n]*|\\\r?\n)*/);
  }

  /** Inside of a pair of braces, which are nested and may stand in texts. */
  block(): string {
    const from = this.at + 1;
    this.need(/\{/);
    for (let depth = 1; depth > 0;) {
      if (this.done) throw this.wrong();
      if (this.next === '"') this.quoted();
      else {
        if (this.next === "{") depth++;
        if (this.next === "}") depth--;
        this.at++;
      }
    }
    return this.source.slice(from, this.at - 1);
  }

  /** A text with its escapes resolved; `$name` in it stays, as «\uE000name\uE000». */
  quoted(): string {
    const raw = this.need(/"(?:\\[\s\S]|[^"\\])*"/).slice(1, -1);
    return raw.replaceAll(
      /\\([0-9A-F]{2}|\r?\n\s*|[\s\S])|\$(\w+)/g,
      (_, escaped?: string, name?: string) =>
        name === undefined ? unescaped(escaped ?? "") : `\uE000${name}\uE000`,
    );
  }

  wrong(): Trap {
    const before = this.source.slice(0, this.at).split("\n");
    return new Trap(
      `syntax error (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`,
      3,
    );
  }
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", _: " " };

function unescaped(escaped: string): string {
  if (/^[0-9A-F]{2}$/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 16));
  return /^\r?\n/.test(escaped) ? "" : (ESCAPES[escaped] ?? escaped);
}

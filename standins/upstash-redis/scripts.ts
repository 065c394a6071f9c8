import { createHash } from "node:crypto";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const FLAG = /^(#!lua) flags=allow-key-locking\r?\n/;

/**
 * The service knows a script flag (`allow-key-locking`) that Redis itself refuses. The flag is cut out on the way in,
 * and what the client knows a script by (the hash of its own text) is kept beside the hash that Redis knows.
 */
export class ScriptNames {
  private readonly real = new Map<string, string>();

  /** The command as Redis can run it. */
  translate(command: readonly string[]): string[] {
    const [name = "", first = "", ...rest] = command;
    switch (name.toLowerCase()) {
      case "eval":
      case "eval_ro":
        return [name, this.strip(first), ...rest];
      case "evalsha":
      case "evalsha_ro":
        return [name, this.real.get(first.toLowerCase()) ?? first, ...rest];
      default:
        return [...command];
    }
  }

  private strip(script: string): string {
    const stripped = script.replace(FLAG, "$1\n");
    if (stripped !== script) this.real.set(sha1(script), sha1(stripped));
    return stripped;
  }
}

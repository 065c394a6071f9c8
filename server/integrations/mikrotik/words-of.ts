import { RouterProtocolError } from "./errors";
import type { Attributes, CommandOptions } from "./schema";

const COMMAND = /^(?:\/[a-z0-9-]+)+$/i;
const NAME = /^[^=\s]+$/;

/** A command's words, without its tag. Throws `RouterProtocolError` (badCommand) for what could not be meant. */
export function wordsOf(command: string, options: CommandOptions): string[] {
  if (!COMMAND.test(command)) throw bad("a command is /menu/verb");
  const { attributes = {}, queries = [], proplist } = options;
  const words = [command, ...attributeWords(attributes)];
  if (proplist) words.push(`=.proplist=${proplist.join(",")}`);
  for (const query of queries) {
    if (!query.startsWith("?")) throw bad("a query word starts with ?");
    words.push(query);
  }
  return words;
}

function attributeWords(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!NAME.test(name)) throw bad("an attribute's name holds = or a space, or is empty");
    return [`=${name}=${textOf(value)}`];
  });
}

function textOf(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number" && !Number.isFinite(value)) throw bad("a number is not finite");
  return String(value);
}

const bad = (detail: string) => new RouterProtocolError("badCommand", detail);

const SECRET = /password|secret|passphrase|response|(?:^|-)key$|psk/i;

/** The values among the attributes that no message may repeat. */
export const secretsOf = (attributes: Attributes = {}): string[] =>
  Object.entries(attributes).flatMap(([name, value]) =>
    SECRET.test(name) && typeof value === "string" && value !== "" ? [value] : [],
  );

/** A router's message, unless it repeats a secret that it was sent: then nothing of it (a gap would show where it was). */
export const withoutSecrets = (message: string, secrets: readonly string[]): string =>
  secrets.some((secret) => repeats(message, secret)) ? "withheld: it repeats a secret" : message;

/** A short one counts only as a word of its own: "a" is in every message. */
function repeats(message: string, secret: string): boolean {
  if (secret.length >= 4) return message.includes(secret);
  return message.split(/[^\p{L}\p{N}]+/u).includes(secret);
}

import type { Socket } from "node:net";
import { abort, Outlet } from "./outlet";
import type { FaultPlan } from "./faults";
import { Login, type Rights } from "./login";
import { execute } from "./router/execute";
import type { Router } from "./router/router";
import type { Answer, Values } from "./router/spec";
import { denied, Trap } from "./router/trap";
import { frame, SentenceReader } from "./wire";

export type Executed = { at: number; user: string; command: string; attributes: Values };
type Sentence = {
  command: string;
  tag: string | undefined;
  attributes: Map<string, string>;
  queries: string[];
};

/** Rows that leave before another command has its turn. */
const CHUNK = 50;

/** One client's connection: login, commands side by side, streams and their cancelling. */
export class Session {
  private readonly reader = new SentenceReader();
  private readonly outlet: Outlet;
  private readonly login: Login;
  private readonly streams = new Map<string, () => void>();
  rights: Rights | undefined;
  readonly since = Date.now();

  constructor(
    private readonly router: Router,
    private readonly faults: FaultPlan,
    readonly socket: Socket,
    readonly id: number,
    private readonly note: (executed: Executed) => void,
  ) {
    this.outlet = new Outlet(socket, faults);
    this.login = new Login(router, socket.remoteAddress ?? "");
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.stopStreams());
  }

  private take(chunk: Buffer): void {
    if (this.faults.halfOpened) return;
    try {
      for (const words of this.reader.push(chunk)) this.schedule(sentenceOf(words));
    } catch {
      this.socket.destroy();
    }
  }

  private schedule(sentence: Sentence): void {
    const { latencyMs, jitterMs } = this.faults;
    const wait = latencyMs + (jitterMs > 0 ? this.router.random.below(jitterMs) : 0);
    if (wait === 0) void this.handle(sentence);
    else this.router.later(wait, () => void this.handle(sentence));
  }

  private async handle(sentence: Sentence): Promise<void> {
    const { command, tag } = sentence;
    if (this.socket.destroyed) return;
    if (this.rights) this.faults.strike();
    const reason = this.faults.take("fatal");
    if (reason !== undefined) return this.end(String(reason));
    if (this.faults.take("unknown") !== undefined) this.send("!done", [], "nobodys");
    if (command === "/login") return this.enter(sentence);
    if (!this.rights) return this.end("not logged in");
    if (command === "/quit") return this.end("session terminated on request");
    if (command === "/cancel") return this.cancel(sentence);
    const answer = this.perform(sentence, this.rights);
    this.faults.after();
    if (answer instanceof Trap) return this.refuse(answer, tag);
    if (isWrite(command) && this.faults.take("lost") !== undefined) return void abort(this.socket);
    if (answer.stream) return this.open(answer.stream, tag);
    await this.tell(answer, sentence).catch((error: unknown) =>
      this.refuse(
        error instanceof Trap ? error : new Trap(`failure: stand-in: ${String(error)}`),
        tag,
      ),
    );
  }

  private perform({ command, attributes, queries }: Sentence, rights: Rights): Answer | Trap {
    this.faults.before(command);
    this.note({
      at: Date.now(),
      user: rights.name,
      command,
      attributes: Object.fromEntries(attributes),
    });
    const refusal = this.faults.take("trap");
    if (refusal !== undefined) return new Trap(String(refusal));
    if (this.faults.denied) return denied();
    try {
      return execute(this.router, command, attributes, queries, {
        user: rights.name,
        can: rights.can,
      });
    } catch (error) {
      if (error instanceof Trap) return error;
      // A fault of the stand-in's own: said, so that it is found, and nobody else's process ends by it.
      return new Trap(`failure: stand-in: ${String(error)}`);
    }
  }

  private async tell({ rows, ret }: Answer, { command, tag }: Sentence): Promise<void> {
    let some = false;
    let chunk: Buffer[] = [];
    for (const row of rows ?? []) {
      some = true;
      chunk.push(this.reply("!re", attributesOf(row), tag));
      if (chunk.length < CHUNK) continue;
      this.put(Buffer.concat(chunk));
      chunk = [];
      await this.outlet.room();
      if (this.socket.destroyed) return;
    }
    if (chunk.length > 0) this.put(Buffer.concat(chunk));
    const empty = this.faults.emptyReplies ?? this.router.version >= 7018;
    if (!some && empty && ret === undefined && isPrint(command)) this.send("!empty", [], tag);
    this.done(tag, ret === undefined ? [] : [`=ret=${ret}`]);
  }

  private done(tag: string | undefined, words: string[] = []): void {
    const late = this.faults.take("late");
    if (late !== undefined)
      return void this.router.later(Number(late), () => this.send("!done", words, tag));
    this.send("!done", words, tag);
    if (this.faults.take("duplicate") !== undefined) this.send("!done", words, tag);
  }

  private refuse({ message, category, first }: Trap, tag: string | undefined): void {
    if (first) this.sendTrap(first.message, first.category, tag);
    this.sendTrap(message, category, tag);
    this.done(tag);
  }

  private sendTrap(message: string, category: number | undefined, tag: string | undefined): void {
    const words = [
      ...(category === undefined ? [] : [`=category=${category}`]),
      `=message=${message}`,
    ];
    this.send("!trap", words, tag);
  }

  private enter({ attributes, tag }: Sentence): void {
    const result = this.login.attempt(attributes);
    if ("refused" in result) return this.refuse(new Trap(result.refused), tag);
    if ("ret" in result) return this.send("!done", [`=ret=${result.ret}`], tag);
    this.rights = result;
    const from = this.socket.remoteAddress ?? "";
    this.router.writeLog(
      "system,info,account",
      `user ${result.name} logged in from ${from} via api`,
    );
    this.send("!done", [], tag);
  }

  private open(start: NonNullable<Answer["stream"]>, tag: string | undefined): void {
    const key = tag ?? "";
    const push = (row: Values) => {
      // A client that does not read is not waited for: what it misses, it misses.
      if (this.socket.writableLength < 4 * 1024 * 1024) this.send("!re", attributesOf(row), tag);
    };
    const end = () => {
      this.streams.get(key)?.();
      this.streams.delete(key);
      this.done(tag);
    };
    this.streams.set(key, start(push, end));
  }

  /** Both ends of it are told; which first, nobody has promised. */
  private cancel({ attributes, tag }: Sentence): void {
    const asked = attributes.get("tag");
    const keys = asked === undefined ? [...this.streams.keys()] : [asked];
    if (asked !== undefined && !this.streams.has(asked)) return this.done(tag);
    for (const key of keys) {
      this.streams.get(key)?.();
      this.streams.delete(key);
      this.sendTrap("interrupted", 2, key || undefined);
    }
    const ownFirst = this.router.random.below(2) === 0;
    if (ownFirst) this.done(tag);
    for (const key of keys) this.done(key || undefined);
    if (!ownFirst) this.done(tag);
  }

  private end(reason: string): void {
    this.put(frame(["!fatal", reason]));
    void this.outlet.flushed().then(() => this.socket.end());
  }

  private send(kind: string, words: string[], tag: string | undefined): void {
    this.put(this.reply(kind, words, tag));
  }

  private put(bytes: Buffer): void {
    if (this.faults.take("reset") === undefined) this.outlet.write(bytes);
    else void this.outlet.breakOff(bytes);
  }

  private reply(kind: string, words: string[], tag: string | undefined): Buffer {
    if (tag === undefined) return frame([kind, ...words]);
    const place =
      this.faults.tagPlace ?? (["first", "middle", "last"] as const)[this.router.random.below(3)];
    const at = place === "first" ? 0 : place === "middle" ? words.length >> 1 : words.length;
    return frame([kind, ...words.slice(0, at), `.tag=${tag}`, ...words.slice(at)]);
  }

  private stopStreams(): void {
    for (const stop of this.streams.values()) stop();
    this.streams.clear();
  }
}

function sentenceOf([command = "", ...words]: string[]): Sentence {
  const sentence: Sentence = { command, tag: undefined, attributes: new Map(), queries: [] };
  for (const word of words) {
    if (word.startsWith(".tag=")) sentence.tag = word.slice(5);
    else if (word.startsWith("?")) sentence.queries.push(word);
    else if (word.startsWith("=")) {
      const cut = word.indexOf("=", 1);
      if (cut < 0) sentence.attributes.set(word.slice(1), "");
      else sentence.attributes.set(word.slice(1, cut), word.slice(cut + 1));
    }
  }
  return sentence;
}

function attributesOf(row: Values): string[] {
  const words: string[] = [];
  for (const name in row) words.push(`=${name}=${row[name]}`);
  return words;
}

const isPrint = (command: string): boolean => /\/(?:print|getall)$/.test(command);
/** Does the command change something? */
export const isWrite = (command: string): boolean =>
  !/\/(?:print|getall|listen|monitor\S*|login|cancel)$/.test(command);

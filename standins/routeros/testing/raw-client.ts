import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { frame, SentenceReader } from "../wire";

/** Sentences in, sentences out, nothing else: to see what really is on the wire. */
export class RawClient {
  readonly sentences: string[][] = [];
  readonly chunks: number[] = [];
  private readonly reader = new SentenceReader();
  private wake: () => void = () => undefined;
  /** How the connection ended. */
  ended: string | undefined;

  private constructor(readonly socket: Socket) {
    socket.on("data", (chunk: Buffer) => {
      this.chunks.push(chunk.length);
      this.sentences.push(...this.reader.push(chunk));
      this.wake();
    });
    socket.on("error", (error: Error & { code?: string }) => (this.ended = error.code ?? "error"));
    socket.on("close", () => {
      this.ended ??= "closed";
      this.wake();
    });
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    await once(socket, "connect");
    return new RawClient(socket);
  }

  static async loggedIn(port: number, name = "admin", password = ""): Promise<RawClient> {
    const client = await RawClient.open(port);
    const [first] = await client.ask(["/login", `=name=${name}`, `=password=${password}`]);
    const challenge = first?.find((word) => word.startsWith("=ret="))?.slice(5);
    if (challenge === undefined) return client;
    const md5 = createHash("md5")
      .update(Buffer.from([0]))
      .update(password)
      .update(Buffer.from(challenge, "hex"));
    await client.ask(["/login", `=name=${name}`, `=response=00${md5.digest("hex")}`]);
    return client;
  }

  say(...words: string[]): void {
    this.socket.write(frame(words));
  }

  /** All that comes until the `!done` of it, or the end of the connection. */
  async ask(words: string[]): Promise<string[][]> {
    const from = this.sentences.length;
    this.say(...words);
    await this.until(() =>
      this.sentences.slice(from).some(([kind]) => kind === "!done" || kind === "!fatal"),
    );
    return this.sentences.slice(from);
  }

  /** Waits for something to be true of what came; gives up after three seconds. */
  async until(met: () => boolean, ms = 3000): Promise<void> {
    const end = Date.now() + ms;
    while (!met() && this.ended === undefined && Date.now() < end)
      await Promise.race([
        new Promise<void>((resolve) => (this.wake = resolve)),
        new Promise((resolve) => setTimeout(resolve, 20)),
      ]);
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A sentence's attributes. */
export const attributesOf = (sentence: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    sentence
      .filter((word) => word.startsWith("="))
      .map((word) => {
        const cut = word.indexOf("=", 1);
        return [word.slice(1, cut), word.slice(cut + 1)];
      }),
  );

import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { codePageOf } from "../code-page";
import { encodeSentence } from "../codec";
import { SentenceParser } from "../parser";

/** What one connection of the raw router may do. */
export type Peer = {
  readonly socket: Socket;
  /** Sends sentences. */
  say(...sentences: string[][]): void;
};

export type Script = (words: string[], tag: string, peer: Peer) => void;

export type RawRouter = {
  readonly port: number;
  readonly server: Server;
  readonly peers: Peer[];
  /** Every sentence that was heard. */
  readonly heard: string[][];
  /** Connections now. */
  sessions(): Promise<number>;
  /** Resolves when a sentence starts with this command. */
  until(command: string, times?: number): Promise<string[]>;
  close(): Promise<void>;
};

const page = codePageOf("utf8");
export const tagOf = (words: readonly string[]): string =>
  words.find((word) => word.startsWith(".tag="))?.slice(5) ?? "";

/** Signs everybody in and says its version; hands on what else is asked. */
export const polite =
  (script: Script): Script =>
  (words, tag, peer) => {
    if (words[0] === "/login") peer.say(["!done", `.tag=${tag}`]);
    else if (words[0] === "/system/resource/print")
      peer.say(["!re", `.tag=${tag}`, "=version=7.18.2 (stable)"], ["!done", `.tag=${tag}`]);
    else script(words, tag, peer);
  };

/** A listener that says whatever its script says: no RouterOS, only bytes. */
export async function startRawRouter(
  script: Script,
  server: Server = createServer(),
): Promise<RawRouter> {
  const peers: Peer[] = [];
  const heard: string[][] = [];
  const waiting = new Set<() => void>();
  const event = server.listenerCount("tlsClientError") > 0 ? "secureConnection" : "connection";
  server.on(event, (socket: Socket) => {
    const parser = new SentenceParser(page.decode);
    const peer: Peer = {
      socket,
      say: (...sentences) => {
        if (!socket.destroyed)
          socket.write(Buffer.concat(sentences.map((words) => encodeSentence(words, page))));
      },
    };
    peers.push(peer);
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      for (const words of parser.push(bytes)) {
        heard.push(words);
        script(words, tagOf(words), peer);
      }
      for (const wake of waiting) wake();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    server,
    peers,
    heard,
    sessions: () =>
      new Promise((resolve) => server.getConnections((_, count) => resolve(count ?? 0))),
    until: (command, times = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.filter(([first]) => first === command);
          if (found.length < times) return;
          waiting.delete(look);
          resolve(found[times - 1] ?? []);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      for (const { socket } of peers) socket.destroy();
      server.close();
      if (server.listening) await once(server, "close");
    },
  };
}

import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

type Session = { envelope: { mailFrom: { address: string }; rcptTo: { address: string }[] } };
type Reply = (error?: Error & { responseCode?: number }) => void;
type Server = {
  listen(port: number, host: string, done: () => void): { address(): AddressInfo };
  close(done: () => void): void;
  on(event: "error", listener: () => void): void;
};
type Constructor = new (options: Record<string, unknown>) => Server;

/** A mail as it reached the server: envelope, raw text, and parsed by a parser that is not ours. */
export type Delivered = { from: string; to: string[]; raw: string; parsed: Email };

/** An SMTP server on a free port of 127.0.0.1 that keeps what it gets; `fail` makes the next mails go wrong. */
export async function startTestSmtp(account?: { user: string; pass: string }): Promise<{
  url: string;
  port: number;
  delivered: Delivered[];
  fail(...codes: number[]): void;
  stop(): Promise<void>;
}> {
  const delivered: Delivered[] = [];
  const faults: number[] = [];
  const server = new (SMTPServer as Constructor)({
    disabledCommands: account ? ["STARTTLS"] : ["AUTH", "STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    disableReverseLookup: true,
    onAuth: (
      auth: { username: string; password: string },
      _session: Session,
      done: (error: Error | null, result?: { user: string }) => void,
    ) =>
      auth.username === account?.user && auth.password === account.pass
        ? done(null, { user: auth.username })
        : done(new Error("no")),
    onData: async (stream: NodeJS.ReadableStream, session: Session, done: Reply) => {
      const bytes = await buffer(stream);
      const code = faults.shift();
      if (code) return done(Object.assign(new Error("injected"), { responseCode: code }));
      const { mailFrom, rcptTo } = session.envelope;
      delivered.push({
        from: mailFrom.address,
        to: rcptTo.map((one) => one.address),
        raw: bytes.toString(),
        parsed: await PostalMime.parse(bytes),
      });
      done();
    },
  });
  server.on("error", () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, "127.0.0.1", () => resolve(listener.address().port));
  });
  const credentials = account ? `${account.user}:${account.pass}@` : "";
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    port,
    delivered,
    fail: (...codes) => void faults.push(...codes),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A message that a console transport showed instead of sending. */
export type SentMessage = {
  id: string;
  /** ISO instant. */
  at: string;
  tenantId: string;
  channel: "email" | "console";
  template: string | null;
  to: string;
  subject: string | null;
  text: string;
  html: string | null;
};

const KEPT = 200;
const key = Symbol.for("trama.outbox");
type Holder = { [key]?: SentMessage[] };
/** On globalThis, because the worker and Next's pages are two module graphs in one process. */
const kept = (): SentMessage[] => ((globalThis as Holder)[key] ??= []);

/** Keeps a message for /dev/outbox, in memory only; call it only where `areDevPagesOpen`. */
export function keepSent(message: SentMessage): void {
  kept().push(message);
  if (kept().length > KEPT) kept().shift();
}

/** The last 200, newest first. */
export const sentLately = (): SentMessage[] => kept().toReversed();

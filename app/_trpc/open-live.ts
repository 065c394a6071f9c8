/** A fact as /api/live tells it (server/events/live/live-chunk.ts). */
export type LiveFact = {
  id: string;
  seq: number;
  name: string;
  entity: { type: string; id: string };
  at: string;
};

type Listener = {
  onFact: (fact: LiveFact) => void;
  /** Too much has passed to be told one by one. */
  onReset: () => void;
  /** The stream ended for good. */
  onClosed: () => void;
};

let current: EventSource | undefined;
let reopen: (() => void) | undefined;

/** Ends this page's stream: whoever leaves by choice is not told that the session is over. */
export function closeLive(): void {
  current?.close();
}

/** Changes the session under the page: its stream is the old session's, and goes on under the new one where it stood. */
export async function acrossSessions(change: () => Promise<void>): Promise<void> {
  closeLive();
  try {
    await change();
  } finally {
    reopen?.();
  }
}

/** Opens the stream of facts after `from`; the browser itself resumes it by `Last-Event-ID`. Returns how to close. */
export function openLive(from: number, listener: Listener): () => void {
  let last = String(from);
  let source: EventSource;
  const open = () => {
    const opened = new EventSource(`/api/live?lastEventId=${last}`);
    source = current = opened;
    opened.addEventListener("message", (event: MessageEvent<string>) => {
      last = event.lastEventId || last;
      listener.onFact(JSON.parse(event.data) as LiveFact);
    });
    opened.addEventListener("reset", () => listener.onReset());
    opened.addEventListener("closed", () => {
      opened.close();
      listener.onClosed();
    });
  };
  open();
  reopen = open;
  return () => {
    if (reopen === open) reopen = undefined;
    source.close();
  };
}

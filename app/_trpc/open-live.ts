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

/** Ends this page's stream: whoever leaves by choice is not told that the session is over. */
export function closeLive(): void {
  current?.close();
}

/** Opens the stream of facts after `from`; the browser itself resumes it by `Last-Event-ID`. Returns how to close. */
export function openLive(from: number, listener: Listener): () => void {
  const source = new EventSource(`/api/live?lastEventId=${from}`);
  current = source;
  source.addEventListener("message", (event: MessageEvent<string>) =>
    listener.onFact(JSON.parse(event.data) as LiveFact),
  );
  source.addEventListener("reset", () => listener.onReset());
  source.addEventListener("closed", () => {
    source.close();
    listener.onClosed();
  });
  return () => source.close();
}

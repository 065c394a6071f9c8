import { codePageOf } from "./code-page";
import { RouterClosed } from "./errors";
import { openSocket } from "./open-socket";
import type { RouterSession, SessionOptions } from "./schema";
import { Session } from "./session";
import { signIn } from "./sign-in";

const CONNECT_DEADLINE_MS = 15_000;

/**
 * Connects, checks the certificate, signs in. Throws `RouterClosed`, `RouterLoginRefused`, `RouterSessionLimit` or
 * `RouterProtocolError`; nothing is left open then. Only `keepSession` and tests call it: a session for each command
 * fills the router's log.
 */
export async function openSession(options: SessionOptions): Promise<RouterSession> {
  const gate = new AbortController();
  const timer = setTimeout(
    () => gate.abort(new RouterClosed("connectTimeout")),
    options.connectDeadlineMs ?? CONNECT_DEADLINE_MS,
  );
  const { signal } = options;
  const abort = () =>
    gate.abort(
      signal?.reason instanceof RouterClosed ? signal.reason : new RouterClosed("aborted"),
    );
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const session = await signedIn(options, gate.signal);
    clearTimeout(timer);
    if (signal) void session.closed.then(() => signal.removeEventListener("abort", abort));
    return session;
  } catch (error) {
    signal?.removeEventListener("abort", abort);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The gate ends the session as well, whenever it is shut. */
async function signedIn(options: SessionOptions, gate: AbortSignal): Promise<Session> {
  // A page that nobody knows is refused before there is a socket to leave open.
  codePageOf(options.codePage);
  const socket = await openSocket(options, gate);
  const session = new Session(socket, options.codePage, options);
  gate.addEventListener("abort", () => session.abandon((gate.reason as RouterClosed).reason));
  try {
    await signIn(session, options);
    return session;
  } catch (error) {
    session.abandon("closed");
    throw error;
  }
}

import { hash } from "node:crypto";
import {
  type CloseReason,
  RouterClosed,
  RouterLoginRefused,
  RouterProtocolError,
  RouterSessionLimit,
  RouterTrap,
} from "./errors";
import { codePageOf } from "./code-page";
import type { SessionOptions } from "./schema";
import type { Session } from "./session";

type Account = Pick<SessionOptions, "user" | "password" | "codePage">;

/**
 * Name and password in one sentence (6.43 and later). An older router answers with a challenge instead; only then the
 * MD5 answer is sent, once. Throws `RouterLoginRefused`, `RouterSessionLimit`, or what ended the session.
 */
export async function signIn(session: Session, account: Account): Promise<void> {
  const { user: name, password } = account;
  const challenge = await login(session, { name, password });
  if (challenge !== undefined) {
    const again = await login(session, { name, response: responseTo(challenge, account) });
    if (again !== undefined) throw new RouterProtocolError("login", "a second challenge");
  }
  session.signedIn(await versionOf(session));
}

async function login(session: Session, attributes: Record<string, string>) {
  try {
    return (await session.run("/login", { attributes })).ret;
  } catch (error) {
    throw asRefusal(error, session.heard === 0);
  }
}

const DROPPED: ReadonlySet<CloseReason> = new Set(["ended", "reset"]);
const LIMIT = /too many|session limit|max(?:imum)?[ -]sessions|sessions? (?:limit|exceeded)/i;

/**
 * A router that is full, or whose api service does not allow our address, takes the connection and drops it without a
 * word; the two look the same from here.
 */
function asRefusal(error: unknown, nothingHeard: boolean): unknown {
  if (error instanceof RouterClosed && nothingHeard && DROPPED.has(error.reason))
    return new RouterSessionLimit("login: dropped without a word", error);
  const said = error instanceof RouterClosed ? error.fatal : undefined;
  const message = error instanceof RouterTrap ? error.message : said;
  if (message === undefined) return error;
  return LIMIT.test(message)
    ? new RouterSessionLimit(`login: ${message}`, error)
    : new RouterLoginRefused(`login: ${message}`, error);
}

/** "00" and md5(0 · password · challenge), all as bytes: a letter may be more than one. */
export function responseTo(
  challenge: string,
  { password, codePage }: Pick<Account, "password" | "codePage">,
): string {
  if (!/^(?:[0-9a-f]{2}){1,64}$/i.test(challenge))
    throw new RouterProtocolError("login", "a challenge that is not hex");
  const page = codePageOf(codePage);
  const secret = Buffer.alloc(page.sizeOf(password));
  page.write(secret, 0, password);
  const bytes = Buffer.concat([Buffer.alloc(1), secret, Buffer.from(challenge, "hex")]);
  return `00${hash("md5", bytes, "hex")}`;
}

/** "7.18.2 (stable)"; a user without the right to read may still work. */
async function versionOf(session: Session): Promise<string | undefined> {
  try {
    const answer = await session.run("/system/resource/print", { proplist: ["version"] });
    return answer.rows[0]?.version;
  } catch (error) {
    if (error instanceof RouterTrap) return undefined;
    throw error;
  }
}

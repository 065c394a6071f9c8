import { hash } from "node:crypto";

/** What stands before the first fact. */
export const GENESIS = "0".repeat(64);

/** A place in a chain. */
export type ChainPoint = { seq: number; hash: string };

/** What is wrong, and at which seq. */
export type ChainProblem = {
  kind:
    | "missing"
    | "order"
    | "altered"
    | "unlinked"
    | "columns"
    | "head"
    | "beyondHead"
    | "tailCut"
    | "checkpoint"
    | "signature";
  seq: number;
  detail: string;
};

/** Hash of a fact: sha256 hex of `previous hash \n seq \n body`, as text. */
export const chainHash = (previous: string, seq: number, body: string): string =>
  hash("sha256", `${previous}\n${seq}\n${body}`);

/**
 * Checks rows of a chain one by one, in the order in which they are read. Each row is the text
 * `hash \n at \n frame \n prevHash \n seq \n body`, whose end is exactly what was hashed; `at` is the time as PostgreSQL
 * writes it, `frame` what the row's other columns say, in the form in which the body says it.
 */
export class ChainChecker {
  #point: ChainPoint;
  #time = { text: "", at: "" };
  readonly problems: ChainProblem[] = [];

  constructor(
    readonly tenantId: string,
    from: ChainPoint = { seq: 0, hash: GENESIS },
  ) {
    this.#point = from;
  }

  /** The last row taken. */
  get point(): ChainPoint {
    return this.#point;
  }

  take(row: string): void {
    const timeAt = row.indexOf("\n") + 1;
    const frameAt = row.indexOf("\n", timeAt) + 1;
    const hashedAt = row.indexOf("\n", frameAt) + 1;
    const seqAt = row.indexOf("\n", hashedAt) + 1;
    const bodyAt = row.indexOf("\n", seqAt) + 1;
    const rowHash = row.slice(0, timeAt - 1);
    const seq = Number(row.slice(seqAt, bodyAt - 1));
    if (seq !== this.#point.seq + 1) this.#outOfStep(seq);
    else if (row.slice(hashedAt, seqAt - 1) !== this.#point.hash)
      this.#add("unlinked", seq, "does not follow the row before it");
    if (hash("sha256", row.slice(hashedAt)) !== rowHash)
      this.#add("altered", seq, "hash does not fit");
    const frame = this.#atOf(row.slice(timeAt, frameAt - 1)) + row.slice(frameAt, hashedAt - 1);
    if (!bodySays(row, bodyAt, frame, this.tenantId))
      this.#add("columns", seq, "columns say something else than the hashed body");
    this.#point = { seq, hash: rowHash };
  }

  /** Facts of one call share their time: the last one is kept. */
  #atOf(time: string): string {
    if (this.#time.text !== time)
      this.#time = {
        text: time,
        at: `,"at":"${time.slice(0, 11).replace(" ", "T")}${fraction(time.slice(11))}`,
      };
    return this.#time.at;
  }

  #outOfStep(seq: number): void {
    const expected = this.#point.seq + 1;
    if (seq > expected) this.#add("missing", expected, `facts ${expected} to ${seq - 1} are gone`);
    else this.#add("order", seq, `comes after ${this.#point.seq}`);
  }

  #add(kind: ChainProblem["kind"], seq: number, detail: string): void {
    this.problems.push({ kind, seq, detail });
  }
}

/**
 * Does the body say what the columns say? Canonical JSON sorts its keys: the actor (a flat object, in whose strings
 * every quote is escaped) comes first, then the frame; tenant and version end it.
 */
function bodySays(row: string, bodyAt: number, frame: string, tenantId: string): boolean {
  const at = row.indexOf('},"at":"', bodyAt);
  const tail = row.lastIndexOf(',"tenant":"');
  return at > 0 && row.startsWith(frame, at + 1) && row.startsWith(tenantId, tail + 11);
}

/** PostgreSQL leaves zeros at the end of a second away; canonical time has three digits. More than three stay, and do not fit. */
const fraction = (clock: string): string =>
  (clock.includes(".") ? clock : `${clock}.`).padEnd(12, "0");

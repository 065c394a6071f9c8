import { Random } from "./random";

/** What goes wrong, switched while it runs. Lasting faults are fields; those of one time are asked for by a call. */
export class FaultPlan {
  /** Every command waits so long before it is done. */
  latencyMs = 0;
  /** Up to so much more, by the seed. */
  jitterMs = 0;
  /** Replies leave in pieces of one byte or of so many. */
  slice: "bytes" | number | undefined;
  /** Replies leave in two pieces, cut after so many bytes of each. */
  splitAt: number | undefined;
  /** `!empty` whatever the version. */
  emptyReplies: boolean | undefined;
  /** Where the tag stands in a reply; by the seed where not said. */
  tagPlace: "first" | "middle" | "last" | undefined;
  /** Milliseconds that the router's clock is off. */
  clockSkewMs = 0;
  muted = false;
  halfOpened = false;
  denied = false;
  private readonly once = new Map<Once, (number | string)[]>();
  /** Runs before a command that matches is done: a person's hand in between. */
  private hooks: { command: string; run: () => void }[] = [];
  private chance: () => void = () => undefined;
  private countdown: { commands: number; run: () => void } | undefined;

  /** Commands are done, their replies go nowhere. */
  mute(on = true): void {
    this.muted = on;
  }

  /** The other side is gone without a word: nothing is read and nothing answered, the socket stays. */
  halfOpen(on = true): void {
    this.halfOpened = on;
  }

  /** Every command is refused for want of permission. */
  denyAll(on = true): void {
    this.denied = on;
  }

  /** The next reply stops in the middle of its bytes, and the connection is reset. */
  resetMidSentence(): void {
    this.arm("reset", 0);
  }
  /** The next `!done` comes twice. */
  duplicateDone(): void {
    this.arm("duplicate", 0);
  }
  /** The next `!done` comes so much later. */
  lateDone(ms: number): void {
    this.arm("late", ms);
  }
  /** Before the next reply comes a `!done` with a tag that nobody gave. */
  unknownDone(): void {
    this.arm("unknown", 0);
  }
  /** The next command is answered by `!fatal` and the end of the session. */
  fatalNext(reason: string): void {
    this.arm("fatal", reason);
  }
  /** The next write takes effect; its reply is lost with the connection. */
  lostReplyOnce(): void {
    this.arm("lost", 0);
  }
  /** The next command is refused with these words. */
  trapNext(message: string): void {
    this.arm("trap", message);
  }

  /** A hand does something right before the next command that begins so. */
  beforeNext(command: string, run: () => void): void {
    this.hooks.push({ command, run });
  }

  /** After so many further commands something happens: a reboot, a pulled cable. */
  afterCommands(commands: number, run: () => void): void {
    this.countdown = { commands, run };
  }

  /**
   * From now on things go wrong by chance, one command in so many, the same for the same seed: resets, lost replies,
   * repeated, late and invented `!done`, `!fatal`, refusals.
   */
  storm(seed: number, oneIn: number): void {
    const random = new Random(seed);
    this.chance = () => {
      if (random.below(oneIn) > 0) return;
      const [fault, value] = STORM[random.below(STORM.length)] ?? ["reset", 0];
      this.arm(fault, value);
    };
  }

  /** All is well again. */
  heal(): void {
    this.once.clear();
    const { once } = this;
    Object.assign(this, new FaultPlan(), { once });
  }

  /** For the wire: is this fault due? It is gone then. */
  take(fault: Once): number | string | undefined {
    return this.once.get(fault)?.shift();
  }

  /** For the wire: a command has come; a storm may strike it. */
  strike(): void {
    this.chance();
  }

  /** For the wire: a command is about to be done. */
  before(command: string): void {
    const due = this.hooks.filter((hook) => command.startsWith(hook.command));
    this.hooks = this.hooks.filter((hook) => !due.includes(hook));
    for (const { run } of due) run();
  }

  /** For the wire: a command was done. */
  after(): void {
    const { countdown } = this;
    if (!countdown || --countdown.commands > 0) return;
    this.countdown = undefined;
    countdown.run();
  }

  private arm(fault: Once, value: number | string): void {
    const due = this.once.get(fault);
    if (due) due.push(value);
    else this.once.set(fault, [value]);
  }
}

const STORM: readonly (readonly [Once, number | string])[] = [
  ...([
    ["reset", 0],
    ["lost", 0],
    ["duplicate", 0],
    ["unknown", 0],
    ["late", 40],
  ] as const),
  ...([
    ["fatal", "router is rebooting"],
    ["trap", "not enough permissions (9)"],
  ] as const),
];

type Once = "reset" | "duplicate" | "late" | "unknown" | "fatal" | "lost" | "trap";

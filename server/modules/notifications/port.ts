import type { MessageKey } from "@/server/modules/templates/rules/registry";
import type { Ctx, Locale } from "@/server/tenancy/context";
import type { ApprovedTemplate } from "./rules/approved-template";
import type { ChannelName } from "./schema";

/** How a person can be reached. */
export type Reach = {
  name?: string;
  email?: string;
  phone?: string;
  /** WhatsApp's business-scoped user id, where no phone is known there. */
  whatsappUserId?: string;
  locale: Locale;
};

/** A message that is worded and addressed. */
export type OutgoingMessage = {
  readonly id: string;
  readonly template: MessageKey;
  readonly to: Reach;
  readonly content: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly timeZone: string;
  /** The same on every retry. */
  readonly idempotencyKey: string;
};

/** What the vendor said when it took a message. */
export type Receipt = {
  providerMessageId?: string;
  integrationId?: string;
  /** What it is charged as: `utility`, `marketing`, `authentication`. */
  category?: string;
};

/** Which words in which language are to be sent. */
export type Want = {
  template: MessageKey;
  locale: Locale;
  content: Readonly<Record<string, string>>;
};

/** What may be in the way of a channel, and what it would cost. */
export type Offer =
  | { ok: true; integrationId?: string; category?: string }
  /** Why not: words in `messageLog.reason`. */
  | { ok: false; reason: string };

/** A way to send. `send` runs in a job outside any transaction; it throws `Unavailable` when it may be tried again, `Invalid` when not, `SendProblem` when it knows more. */
export type MessageChannel = {
  readonly name: ChannelName;
  /** Which address it needs. */
  readonly address: "email" | "phone";
  /** It reaches people without that address too. */
  reaches?(to: Reach): boolean;
  /** The vendor keeps no key: what was sent and not answered for is not sent again until its fate is known. */
  readonly mayDouble?: true;
  /** At most one message to the same person in so many seconds. */
  readonly secondsBetween?: number;
  /** Runs inside the job's transaction: `inTenant` joins it. */
  available(ctx: Ctx): Promise<boolean>;
  /** Can it carry these words? Runs inside the job's transaction; absent: it can. */
  offer?(ctx: Ctx, want: Want): Promise<Offer>;
  send(ctx: Ctx, message: OutgoingMessage): Promise<Receipt | void>;
  /** The vendor's own templates, which have no words of ours; absent: it has none. */
  readonly approved?: {
    /** As `offer` above. */
    offer(ctx: Ctx, template: ApprovedTemplate): Promise<Offer>;
    /** As `send` above. */
    send(ctx: Ctx, message: ApprovedMessage): Promise<Receipt>;
  };
};

/** A message by one of the vendor's own templates. */
export type ApprovedMessage = {
  readonly id: string;
  readonly template: ApprovedTemplate;
  readonly to: Reach;
  readonly values: Readonly<Record<string, string>>;
};

/**
 * A vendor's no, understood. `retry`: later by the same channel; `fallBack`: never by this channel; `unknown`: it may
 * have gone out.
 */
export class SendProblem extends Error {
  constructor(
    readonly course: "retry" | "fallBack" | "unknown",
    /** Words in `messageLog.reason`. */
    readonly reason: string,
    readonly afterSeconds?: number,
    options?: { cause?: unknown },
  ) {
    super(`message ${course}: ${reason}`, options);
    this.name = "SendProblem";
  }
}

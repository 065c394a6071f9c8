import type { Ctx, Locale } from "@/server/tenancy/context";
import type { MessageKey } from "@/server/modules/templates/rules/registry";
import type { ChannelName } from "./schema";

/** A message that is worded and addressed. */
export type OutgoingMessage = {
  readonly id: string;
  readonly template: MessageKey;
  readonly to: { name?: string; email?: string; phone?: string; locale: Locale };
  readonly content: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly timeZone: string;
  /** The same on every retry. */
  readonly idempotencyKey: string;
};

/** A way to send. `send` runs in a job outside any transaction; it throws `Unavailable` when it may be tried again, `Invalid` when not. */
export type MessageChannel = {
  readonly name: ChannelName;
  /** Which address it needs. */
  readonly address: "email" | "phone";
  /** Runs inside the job's transaction: `inTenant` joins it. */
  available(ctx: Ctx): Promise<boolean>;
  send(ctx: Ctx, message: OutgoingMessage): Promise<void>;
};

import { randomBytes } from "node:crypto";
import type { PublishHeaders, ScheduleHeaders } from "./schemas";

/** A message on its way. */
export type Message = {
  messageId: string;
  url: string;
  body: string;
  headers: PublishHeaders;
  /** Headers for the destination, from `Upstash-Forward-*`. */
  forward: Record<string, string>;
  createdAt: number;
  notBefore: number;
  retried: number;
  queueName?: string;
  scheduleId?: string;
};

export type DlqMessage = Message & { dlqId: string; responseStatus: number; responseBody: string };

export type Schedule = {
  scheduleId: string;
  cron: string;
  destination: string;
  body: string;
  headers: ScheduleHeaders;
  forward: Record<string, string>;
  createdAt: number;
  isPaused: boolean;
  lastScheduleTime?: number;
  nextScheduleTime: number;
};

export type SigningKeys = { current: string; next: string };

/** What goes wrong at the next request or delivery, so that a test sees how the product bears it. */
export type Fault =
  /** Publish: taken, but the answer never comes. */
  | { on: "publish"; kind: "lostAnswer" }
  /** Publish: refused with this status. */
  | { on: "publish"; kind: "status"; status: number; retryAfterSeconds?: number }
  /** Delivery: brought twice. */
  | { on: "deliver"; kind: "twice" }
  /** Delivery: signed by neither key. */
  | { on: "deliver"; kind: "wrongKey" };

/** All that a QStash account holds. `now` is its clock: real, moved on by `advance`. */
export class State {
  readonly messages = new Map<string, Message>();
  readonly dlq = new Map<string, DlqMessage>();
  readonly schedules = new Map<string, Schedule>();
  readonly dedupe = new Map<string, { messageId: string; expiresAt: number }>();
  readonly inFlight = new Set<string>();
  readonly faults: Fault[] = [];
  aheadMs = 0;
  constructor(
    readonly token: string,
    public keys: SigningKeys,
  ) {}

  now(): number {
    return Date.now() + this.aheadMs;
  }

  takeFault<O extends Fault["on"]>(on: O): Extract<Fault, { on: O }> | undefined {
    const index = this.faults.findIndex((fault) => fault.on === on);
    return index < 0 ? undefined : (this.faults.splice(index, 1)[0] as Extract<Fault, { on: O }>);
  }
}

export const newMessageId = (): string => `msg_${randomBytes(20).toString("base64url")}`;
export const newKey = (): string =>
  `sig_${randomBytes(20).toString("base64url").replaceAll(/[-_]/g, "x")}`;

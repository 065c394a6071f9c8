import type { Router } from "./router";
import { bits } from "./values";

/** A running meter of a session: bytes that its customer has sent (`rx` seen from the router) and taken (`tx`). */
export type Meter = { since: number; rxRate: number; txRate: number; rx: number; tx: number };

/** Customers use between a twentieth and a quarter of what they may; 64k where no limit is known. */
export function startMeter(router: Router, rateLimit: string): Meter {
  const [first = ""] = rateLimit.split(" ");
  const [up = 0, down = up] = first.split("/").map((part) => bits(part) ?? 0);
  const share = 0.05 + router.random.next() * 0.2;
  const rate = (limit: number) => Math.round(((limit || 64_000) * share) / 8);
  return { since: Date.now(), rxRate: rate(up), txRate: rate(down), rx: 0, tx: 0 };
}

/** Bytes until now. */
export function readMeter(meter: Meter): { rx: number; tx: number } {
  const spent = (Date.now() - meter.since) / 1000;
  return {
    rx: Math.floor(meter.rx + meter.rxRate * spent),
    tx: Math.floor(meter.tx + meter.txRate * spent),
  };
}

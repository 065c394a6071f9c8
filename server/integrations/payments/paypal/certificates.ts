import { type KeyObject, X509Certificate } from "node:crypto";
import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings } from "../ask-gateway";
import type { GatewayAccount } from "../schema";

const HOSTS = ["api.paypal.com", "api.sandbox.paypal.com"];
const MOST = 20;
/** Anybody can name a certificate; what PayPal is asked for must not eat up what its payers need. */
const ASKS = { most: 10, windowMs: 60_000 };

/** Certificates of PayPal's, fetched from PayPal itself over TLS: where a notice points elsewhere, nobody goes. */
export class Certificates {
  private readonly kept = new Map<string, KeyObject>();
  private asked: number[] = [];

  constructor(private readonly settings: GatewaySettings) {}

  readonly of = (url: string): KeyObject | undefined => this.kept.get(url);

  async learn(
    ctx: VendorCtx,
    account: GatewayAccount,
    headers: Pick<Headers, "get">,
  ): Promise<void> {
    const url = headers.get("paypal-cert-url") ?? "";
    if (this.kept.has(url) || !this.isTheirs(url) || !this.mayAsk(Date.now())) return;
    const { settings } = this;
    const pem = await askGateway(ctx, account, {
      ...{ gateway: "paypal", operation: "get-certificate", changes: false, url, init: {} },
      ...{ settings, read: ({ status, text }) => (status < 300 ? text : "") },
    });
    const key = keyOf(pem);
    if (!key) return;
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(url, key);
  }

  /** Refused, a notice comes again: PayPal tries for three days. */
  private mayAsk(nowMs: number): boolean {
    this.asked = this.asked.filter((atMs) => nowMs - atMs < ASKS.windowMs);
    if (this.asked.length >= ASKS.most) return false;
    this.asked.push(nowMs);
    return true;
  }

  private isTheirs(given: string): boolean {
    if (!URL.canParse(given)) return false;
    const { protocol, hostname, origin, pathname, username } = new URL(given);
    if (!/^\/v1\/notifications\/certs\/[\w-]{1,100}$/.test(pathname) || username) return false;
    const { baseUrl } = this.settings;
    if (baseUrl !== undefined) return origin === new URL(baseUrl).origin;
    return protocol === "https:" && HOSTS.includes(hostname);
  }
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return new X509Certificate(pem).publicKey;
  } catch {
    return undefined;
  }
}

import type { z } from "zod";
import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings, unreadable } from "./ask-gateway";
import { type GatewayAccount, type GatewayName, GatewayProblem } from "./schema";

/** An opened way to a gateway that speaks JSON: what every exchange over it shares. */
export type Line = {
  readonly ctx: VendorCtx;
  readonly account: GatewayAccount;
  readonly settings: GatewaySettings;
  readonly gateway: GatewayName;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The gateway's own code for a no, out of what it answered. */
  reasonOf(json: unknown): string | undefined;
};

type Change<T> = {
  readonly operation: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  /** The gateway keeps no key of ours: never repeated by itself once it may have been seen. */
  readonly keyless?: true;
  readonly schema: z.ZodType<T>;
  /** What to take of a refusal that is an answer after all. */
  rescue?(json: unknown): T | undefined;
};

/** Asks for a change; throws `GatewayProblem`. */
export function changeJson<T>(line: Line, change: Change<T>): Promise<T> {
  const { operation, path, schema } = change;
  const headers = { ...line.headers, "content-type": "application/json", ...change.headers };
  const init = { method: "POST", headers, body: JSON.stringify(change.body) };
  return askGateway(line.ctx, line.account, {
    ...{ gateway: line.gateway, operation, changes: true, url: urlOf(line, path), init },
    ...{ settings: line.settings, ...(change.keyless && { keyless: true }) },
    read: ({ status, json }) => {
      if (status < 300) return orUnknown(schema, json);
      const rescued = change.rescue?.(json);
      if (rescued !== undefined) return rescued;
      // The first exchange under this key is still at work there: it may well succeed.
      if (status === 409) throw new GatewayProblem("unknown", "outcome_unknown");
      throw refusal(line, status, json);
    },
  });
}

/** Reads; what is not there, or may not be seen, is undefined. */
export function readJson<T>(
  line: Line,
  operation: string,
  path: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  return askGateway(line.ctx, line.account, {
    ...{ gateway: line.gateway, operation, changes: false, url: urlOf(line, path) },
    ...{ init: { headers: { ...line.headers } }, settings: line.settings },
    read: ({ status, json }) => {
      if (status === 404 || status === 403) return undefined;
      if (status < 300) return orUnknown(schema, json);
      throw refusal(line, status, json);
    },
  });
}

/** Has something be there no longer: asked twice it is as gone as once, and what is not there is gone. */
export function deleteAt(line: Line, operation: string, path: string): Promise<void> {
  return askGateway(line.ctx, line.account, {
    ...{ gateway: line.gateway, operation, changes: true, url: urlOf(line, path) },
    ...{ init: { method: "DELETE", headers: { ...line.headers } }, settings: line.settings },
    read: ({ status, json }) => {
      if (status >= 300 && status !== 404) throw refusal(line, status, json);
    },
  });
}

const refusal = (line: Line, status: number, json: unknown): GatewayProblem =>
  new GatewayProblem("refused", (line.reasonOf(json) ?? `http_${status}`).slice(0, 80));

const urlOf = ({ baseUrl }: Line, path: string) => `${baseUrl.replace(/\/$/, "")}/${path}`;

function orUnknown<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (!read.success) throw unreadable(read.error);
  return read.data;
}

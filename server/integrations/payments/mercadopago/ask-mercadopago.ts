import type { z } from "zod";
import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import { type GatewayAccount, GatewayProblem } from "../schema";
import { mercadopagoError } from "./schema";

const BASE_URL = "https://api.mercadopago.com";

export type Caller = {
  readonly ctx: VendorCtx;
  readonly account: GatewayAccount;
  readonly settings: GatewaySettings;
};
type Change = {
  readonly operation: string;
  readonly path: string;
  readonly body: unknown;
  /** The same key is the same change; undefined: asked once (`POST /oauth/token`). */
  readonly key: string | undefined;
};

/** Asks for a change. Throws `GatewayProblem`. */
export function post<T>(caller: Caller, change: Change, schema: z.ZodType<T>): Promise<T> {
  const { operation, path, key } = change;
  const headers = {
    ...authorization(caller),
    "content-type": "application/json",
    ...(key !== undefined && { "x-idempotency-key": key }),
  };
  const init = { method: "POST", headers, body: JSON.stringify(change.body) };
  return askGateway(caller.ctx, caller.account, {
    ...{ gateway: "mercadopago", operation, changes: true, url: urlOf(caller, path), init },
    ...{ settings: caller.settings, ...(key === undefined && { once: true }) },
    read: ({ status, json }) => {
      if (status < 300) return orUnknown(schema, json);
      throw refusal(status, json);
    },
  });
}

/** Reads; what is not there, or is another seller's, is undefined. */
export function get<T>(
  caller: Caller,
  operation: string,
  path: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  return askGateway(caller.ctx, caller.account, {
    ...{ gateway: "mercadopago", operation, changes: false, url: urlOf(caller, path) },
    ...{ init: { headers: authorization(caller) }, settings: caller.settings },
    read: ({ status, json }) => {
      if (status === 404) return undefined;
      if (status < 300) return orUnknown(schema, json);
      throw refusal(status, json);
    },
  });
}

function refusal(status: number, json: unknown): GatewayProblem {
  const { data } = mercadopagoError.safeParse(json);
  const code = data?.cause?.[0]?.code ?? data?.error ?? `http_${status}`;
  return new GatewayProblem("refused", String(code).slice(0, 80));
}

const authorization = ({ account }: Caller): Record<string, string> => {
  const token = account.secrets["accessToken"];
  return token ? { authorization: `Bearer ${token}` } : {};
};

const urlOf = ({ settings }: Caller, path: string) =>
  `${(settings.baseUrl ?? BASE_URL).replace(/\/$/, "")}/${path}`;

function orUnknown<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (!read.success) throw unreadable(read.error);
  return read.data;
}

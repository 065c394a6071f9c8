import type { Requester, UpstashRequest, UpstashResponse } from "@upstash/redis";
import { z } from "zod";
import { newId } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";
import { throwUnlessOk, VendorFailure } from "@/server/outbound/vendor-failure";

export type UpstashSettings = { url: string; token: string };
export type UpstashCall = {
  tenantId: string;
  operation: string;
  deadlineMs: number;
  idempotent: boolean;
};

const reply = z.object({ result: z.unknown().optional(), error: z.string().optional() });
const answer = z.union([z.array(reply), reply]);

/**
 * The SDK's way to the service, in place of its own HTTP client: one vendor call per request, with our deadline,
 * limits and breaker. Strings come in base64 (`Upstash-Encoding`), so that any bytes survive JSON.
 */
export function upstashRequester(settings: UpstashSettings, call: UpstashCall): Requester {
  return {
    request: async <T>(request: UpstashRequest): Promise<UpstashResponse<T>> => {
      const { status, body } = await send(settings, call, request);
      if (status === 200) return decodeReplies(body) as UpstashResponse<T>;
      // The SDK's retry of a script that the server does not know (EVALSHA → EVAL) reads this text.
      throw new Error(Array.isArray(body) ? "pipeline refused" : (body.error ?? "refused"));
    },
  };
}

async function send(
  settings: UpstashSettings,
  { tenantId, ...call }: UpstashCall,
  request: UpstashRequest,
): Promise<{ status: number; body: z.output<typeof answer> }> {
  return callVendor(
    { tenantId, requestId: newId() },
    {
      ...call,
      integration: { id: "upstash-redis", vendor: "upstash" },
      limits: { ratePerSecond: 5000, burst: 5000, maxAttempts: 2 },
      actionClass: "none",
    },
    async (io) => {
      const url = [settings.url.replace(/\/$/, ""), ...(request.path ?? [])].join("/");
      const response = await io.fetch(url, {
        method: "POST",
        headers: {
          authorization: `Bearer ${settings.token}`,
          "content-type": "application/json",
          "upstash-encoding": "base64",
        },
        body: JSON.stringify(request.body),
      });
      if (response.status !== 400) throwUnlessOk(response);
      const parsed = answer.safeParse(await response.json().catch(() => undefined));
      if (parsed.success) return { status: response.status, body: parsed.data };
      throw new VendorFailure("server", "upstash: unreadable answer", { cause: parsed.error });
    },
  );
}

function decodeReplies(body: z.output<typeof answer>): unknown {
  if (Array.isArray(body)) return body.map(decodeReplies);
  return { result: decode(body.result), error: body.error };
}

/** Every string but `OK` is base64, at any depth. */
function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "string" || value === "OK") return value;
  return Buffer.from(value, "base64").toString();
}

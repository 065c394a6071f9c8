import type { Redis } from "@upstash/redis";
import { type UpstashCall, upstashRequester, type UpstashSettings } from "./requester";

/** A client bound to one call. The SDK is loaded at the first use. */
export async function openRedis(settings: UpstashSettings, call: UpstashCall): Promise<Redis> {
  const { Redis } = await import("@upstash/redis");
  /** The SDK takes either options or a requester of ours; this takes both. */
  class BoundRedis extends Redis {
    protected override client = upstashRequester(settings, call);
  }
  return new BoundRedis({
    ...settings,
    // Else "1234" comes back as a number and a JSON text as an object.
    automaticDeserialization: false,
    // One command, one request: the SDK's batching would mix tenants' calls in one.
    enableAutoPipelining: false,
    enableTelemetry: false,
  });
}

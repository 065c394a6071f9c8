import type { CustomFetch } from "openid-client";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";
import { throwUnlessOk } from "@/server/outbound/vendor-failure";

/** A person waits in front of the page. */
const DEADLINE_MS = 6_000;

/**
 * The library's way to the provider: one vendor call per request, with our deadline, caps and breaker. A code is spent
 * once, so only reads are tried again; what the provider refuses (4xx) is the library's to read.
 */
export const oidcFetch =
  (providerId: string): CustomFetch =>
  (url, { method, headers, body }) =>
    callVendor(
      { tenantId: PLATFORM_TENANT_ID, requestId: newId() },
      {
        integration: { id: `oidc-${providerId}`, vendor: "oidc" },
        operation: method === "GET" ? "read" : "redeem-code",
        idempotent: method === "GET",
        deadlineMs: DEADLINE_MS,
        limits: { ratePerSecond: 50, burst: 100, maxAttempts: 2, maxResponseBytes: 512 * 1024 },
        actionClass: "none",
      },
      async (io) => {
        const response = await io.fetch(url, { method, headers, body: body as BodyInit | null });
        if (response.status >= 500 || response.status === 429) throwUnlessOk(response);
        return response;
      },
    );

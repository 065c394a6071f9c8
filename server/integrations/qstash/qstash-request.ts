import { PLATFORM_TENANT_ID, newId } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";
import { throwUnlessOk } from "@/server/outbound/vendor-failure";

export type QstashAccount = { baseUrl: string; token: string };

type QstashRequest = {
  operation: string;
  method: "GET" | "POST" | "DELETE";
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

/**
 * One request to QStash; gives the JSON of its answer. Throws `Unavailable` when it does not answer, refuses or
 * slows us down. Safe to repeat: messages carry a deduplication id, schedules their own id.
 */
export async function qstashRequest(
  account: QstashAccount,
  { operation, method, path, headers = {}, body }: QstashRequest,
): Promise<unknown> {
  return callVendor(
    { tenantId: PLATFORM_TENANT_ID, requestId: newId() },
    {
      integration: { id: "qstash", vendor: "qstash" },
      operation,
      idempotent: true,
      deadlineMs: 10_000,
      limits: { ratePerSecond: 200, burst: 400 },
      actionClass: "none",
    },
    async ({ fetch }) => {
      const response = await fetch(account.baseUrl + path, {
        method,
        headers: { Authorization: `Bearer ${account.token}`, ...headers },
        body,
      });
      const text = await throwUnlessOk(response).text();
      return text === "" ? undefined : JSON.parse(text);
    },
  );
}

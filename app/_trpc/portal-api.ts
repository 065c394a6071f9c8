import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "@/server/trpc/root";

/**
 * The portal's way to the server: plain calls that say they are the portal's, so that the customer's cookie speaks and
 * not the staff's. No cache: pages are drawn by the server, and few bytes reach the phone.
 */
export const portalApi = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/api/trpc", maxItems: 10, headers: { "trama-face": "portal" } })],
}).portal;

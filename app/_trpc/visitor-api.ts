import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "@/server/trpc/root";

/**
 * The way to the server for pages of people who are not signed in yet: plain calls, no cache, few bytes. Batches, since
 * only they give a call without input a body, which the door asks of every POST.
 */
export const visitorApi = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/api/trpc", maxItems: 10 })],
});

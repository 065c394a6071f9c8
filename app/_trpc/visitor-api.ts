import { createTRPCClient, httpLink } from "@trpc/client";
import type { AppRouter } from "@/server/trpc/root";

/** The way to the server for pages of people who are not signed in yet: plain calls, no cache, few bytes. */
export const visitorApi = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });

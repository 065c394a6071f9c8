"use client";

import {
  MutationCache,
  QueryCache,
  QueryClientProvider,
  type QueryClient,
} from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import type { AppRouter } from "@/server/trpc/root";
import { newQueryClient } from "./query-client";
import { publicErrorOf } from "./public-error-of";
import { StepUp, stepUpLink } from "./step-up";

/** As many calls as the server takes in one request (server/doors/trpc.ts). */
const MAX_BATCH = 10;

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
export { useTRPC, useTRPCClient };

/** Gives the screens below it the typed way to the server. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(browserQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [stepUpLink, httpBatchLink({ url: "/api/trpc", maxItems: MAX_BATCH })],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
        {children}
        <StepUp />
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** A session that ended elsewhere is noticed at the next call, whichever it is. */
function browserQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (publicErrorOf(error)?.code !== "unauthenticated" || location.pathname === "/sign-in")
      return;
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
  };
  return newQueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
  });
}

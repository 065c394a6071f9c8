import { QueryClient, type QueryClientConfig } from "@tanstack/react-query";

/** The cache of one visitor: what the server prefetched counts as fresh, a refusal is not asked again. */
export function newQueryClient(
  config: Pick<QueryClientConfig, "queryCache" | "mutationCache"> = {},
) {
  return new QueryClient({
    ...config,
    defaultOptions: { queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: true } },
  });
}

"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** A failed job as either list shows it; the platform sees whose it is and never what it carries. */
export type FailedJob = {
  id: string;
  name: string;
  jobId: string;
  error: string;
  attempts: number;
  status: "open" | "replayed" | "dismissed";
  failedAt: string;
  resolvedAt: string | null;
  resolvedBy: string | null;
  payload?: unknown;
  tenantId?: string;
  tenantSlug?: string;
};

const paging = {
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
  refetchInterval: 15_000,
};

/** Failed jobs of the tenant, newest first, and what can be done with each. */
export function useTenantDeadLetters(status: FailedJob["status"]) {
  const api = useTRPC();
  const onSuccess = useRefresh();
  const list = useInfiniteQuery(api.jobs.listDeadLetters.infiniteQueryOptions({ status }, paging));
  const replay = useMutation(api.jobs.replayDeadLetter.mutationOptions({ onSuccess }));
  const dismiss = useMutation(api.jobs.dismissDeadLetter.mutationOptions({ onSuccess }));
  return {
    jobs: list.data?.pages.flatMap((page): FailedJob[] => page.items),
    list: pick(list),
    replay: ({ id }: FailedJob) => replay.mutateAsync({ id }),
    dismiss: ({ id }: FailedJob) => dismiss.mutateAsync({ id }),
  };
}

/** The same over all tenants, for the platform. */
export function usePlatformDeadLetters(status: FailedJob["status"]) {
  const api = useTRPC();
  const onSuccess = useRefresh();
  const list = useInfiniteQuery(
    api.jobs.listAnyDeadLetters.infiniteQueryOptions({ status }, paging),
  );
  const replay = useMutation(api.jobs.replayAnyDeadLetter.mutationOptions({ onSuccess }));
  const dismiss = useMutation(api.jobs.dismissAnyDeadLetter.mutationOptions({ onSuccess }));
  const of = ({ id, tenantId }: FailedJob) => ({ id, tenantId: tenantId ?? "" });
  return {
    jobs: list.data?.pages.flatMap((page): FailedJob[] => page.items),
    list: pick(list),
    replay: (job: FailedJob) => replay.mutateAsync(of(job)),
    dismiss: (job: FailedJob) => dismiss.mutateAsync(of(job)),
  };
}

type Paged = {
  error: unknown;
  refetch: () => Promise<unknown>;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
};

/** What the screen needs of a paged query, whichever procedure is behind it. */
const pick = ({
  error,
  refetch,
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
}: Paged): Paged => ({
  error,
  refetch,
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
});

function useRefresh() {
  const api = useTRPC();
  const cache = useQueryClient();
  return () => cache.invalidateQueries(api.jobs.pathFilter());
}

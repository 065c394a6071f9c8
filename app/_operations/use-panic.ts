"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** Whose switches: the tenant's own, or the platform's, which hold for everybody. */
export type PanicScope = "tenant" | "platform";

/** Switches and what can be done with them, for one scope. */
export function usePanic(scope: PanicScope) {
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.panic.pathFilter());
  const own = scope === "tenant";
  const live = { refetchInterval: 10_000 };
  return {
    switches: useQuery(
      own
        ? api.panic.list.queryOptions(undefined, live)
        : api.panic.listPlatform.queryOptions(undefined, live),
    ),
    switchOn: useMutation(
      own
        ? api.panic.switchOn.mutationOptions({ onSuccess })
        : api.panic.switchPlatformOn.mutationOptions({ onSuccess }),
    ),
    switchOff: useMutation(
      own
        ? api.panic.switchOff.mutationOptions({ onSuccess })
        : api.panic.switchPlatformOff.mutationOptions({ onSuccess }),
    ),
  };
}

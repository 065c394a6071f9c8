"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** Saves a member and reads the lists anew. */
export function useChangeMember() {
  const api = useTRPC();
  const cache = useQueryClient();
  const { mutateAsync } = useMutation(api.people.changeMember.mutationOptions());
  return async (input: Parameters<typeof mutateAsync>[0]) => {
    await mutateAsync(input);
    await cache.invalidateQueries(api.people.pathFilter());
  };
}

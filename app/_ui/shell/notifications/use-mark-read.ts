"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** Marks news as read: those named, or all. */
export function useMarkRead() {
  const api = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    api.notifications.markRead.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.notifications.pathFilter()),
    }),
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** Asks anew for all that money moves: payments, invoices, the timeline. */
export function useRefreshMoney(): () => Promise<unknown> {
  const api = useTRPC();
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries(api.payments.pathFilter()),
      cache.invalidateQueries(api.billing.pathFilter()),
      cache.invalidateQueries(api.audit.pathFilter()),
    ]);
}

"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "./client";
import { type EventFilter, eventPages } from "./event-pages";

/** The tenant's facts, newest first: the timeline that everybody may read, or the audit log with its filters. */
export function useEventPages(source: "timeline" | "log", filter: EventFilter) {
  const client = useTRPCClient();
  const key = useTRPC().audit[source].queryKey(filter);
  return useInfiniteQuery(
    eventPages(key, (before) => client.audit[source].query({ ...filter, before })),
  );
}

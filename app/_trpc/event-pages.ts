import { infiniteQueryOptions } from "@tanstack/react-query";
import type { AuditLogInput } from "@/server/modules/audit/schema";

export type EventFilter = Partial<Omit<AuditLogInput, "before" | "after">>;

/** Facts page by page: the page after is the one before its oldest. The same options on both sides of the wire. */
export function eventPages<P extends { nextBefore: number | null }>(
  key: readonly unknown[],
  read: (before: number | undefined) => Promise<P>,
) {
  return infiniteQueryOptions({
    queryKey: [...key, "pages"],
    queryFn: ({ pageParam }) => read(pageParam ?? undefined),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.nextBefore,
  });
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomerDto } from "@/server/modules/crm/schema";

/** What hangs on a customer, and how to read it again after a change. */
export function useDetails(customer: CustomerDto) {
  const api = useTRPC();
  const cache = useQueryClient();
  const details = useQuery(api.customers.details.queryOptions({ customerId: customer.id }));
  const may = useMay();
  return {
    details,
    /** Nobody works on one that is archived. */
    mayChange: may("customer.manage") && customer.archivedAt === null,
    refresh: () => cache.invalidateQueries(api.customers.pathFilter()),
  };
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { CustomerDto } from "@/server/modules/crm/schema";

/** Says that it was folded into another, or which were folded into it, with the way back while there is one. */
export function MergesNotice({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const format = useFormatter();
  const api = useTRPC();
  const cache = useQueryClient();
  const overview = useQuery(api.customers.overview.queryOptions({ customerId: customer.id }));
  const undo = useMutation(
    api.customers.unmerge.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.customers.pathFilter()),
    }),
  );
  if (customer.mergedIntoId)
    return (
      <Notice tone="info" className="mb-4">
        {t("mergedInto")}{" "}
        <Link href={`/customers/${customer.mergedIntoId}`} className="underline underline-offset-4">
          {t("openSurvivor")}
        </Link>
      </Notice>
    );
  return (
    <>
      {undo.error && <ErrorNotice error={undo.error} />}
      {(overview.data?.merges ?? []).map(({ mergeId, number, name, undoUntil }) => (
        <Notice
          key={mergeId}
          tone="info"
          className="mb-4"
          action={
            <Button size="sm" disabled={undo.isPending} onClick={() => undo.mutate({ mergeId })}>
              {t("undoMerge")}
            </Button>
          }
        >
          {t("absorbed", {
            name: `#${number} ${name}`,
            day: format.dateTime(new Date(undoUntil), { dateStyle: "medium" }),
          })}
        </Notice>
      ))}
    </>
  );
}

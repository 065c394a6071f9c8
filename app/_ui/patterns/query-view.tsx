"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Skeleton } from "@/app/_ui/primitives/skeleton";
import { ErrorNotice } from "./error-notice";

type QueryViewProps<T> = {
  query: { data: T | undefined; error: unknown; refetch: () => Promise<unknown> };
  children: (data: T) => ReactNode;
};

/** What a query brought; its shape while it comes; why it did not, with a way to ask again. */
export function QueryView<T>({ query, children }: QueryViewProps<T>) {
  const t = useTranslations("common");
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return (
      <div className="space-y-3">
        <ErrorNotice error={query.error} />
        <Button onClick={() => void query.refetch()}>{t("retry")}</Button>
      </div>
    );
  return (
    <div aria-busy className="space-y-3 p-4">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-5 w-3/5" />
    </div>
  );
}

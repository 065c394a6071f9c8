"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";

type LoadMoreProps = {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
  };
};

/** The next page of a list that goes on. */
export function LoadMore({ query }: LoadMoreProps) {
  const t = useTranslations("common");
  if (!query.hasNextPage) return null;
  return (
    <div className="border-t border-subtle p-3 text-center">
      <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
        {query.isFetchingNextPage ? t("loading") : t("more")}
      </Button>
    </div>
  );
}

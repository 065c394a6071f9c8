import { useTranslations } from "next-intl";
import { Skeleton } from "@/app/_ui/primitives/skeleton";

/** Rows while they come: the list's shape, so that nothing jumps. */
export function ListSkeleton({ rows = 10 }: { rows?: number }) {
  const t = useTranslations("common");
  return (
    <div aria-busy className="divide-y divide-(--border)">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex items-center gap-4 px-4 py-row">
          <Skeleton className="size-4" />
          <Skeleton className="h-5 w-2/5" />
          <Skeleton className="hidden h-5 w-1/5 sm:block" />
          <Skeleton className="hidden h-5 w-1/6 sm:block" />
        </div>
      ))}
    </div>
  );
}

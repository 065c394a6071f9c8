"use client";

import { CloudAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Button } from "@/app/_ui/primitives/button";

/** Our side failed while drawing a page. `digest` is the code under which the log has the rest. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations();
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={CloudAlert}
        title={
          <span role="heading" aria-level={1}>
            {t("error.title")}
          </span>
        }
        action={
          <Button variant="primary" onClick={reset}>
            {t("common.retry")}
          </Button>
        }
      >
        {t("error.text")} {error.digest && t("common.requestCode", { code: error.digest })}
      </EmptyState>
    </main>
  );
}

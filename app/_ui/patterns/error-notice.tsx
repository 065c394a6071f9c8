"use client";

import { useTranslations } from "next-intl";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { Notice } from "@/app/_ui/primitives/notice";

/** What went wrong, in the person's words; when our side failed, with the code to quote. */
export function ErrorNotice({ error }: { error: unknown }) {
  const t = useTranslations();
  const shown = publicErrorOf(error);
  return (
    <Notice tone="bad">
      <p>{shown?.message ?? t("error.offline")}</p>
      {shown?.code === "internal" && shown.requestId && (
        <p className="mt-1 font-mono text-xs">
          {t("common.requestCode", { code: shown.requestId })}
        </p>
      )}
    </Notice>
  );
}

"use client";

import { useTranslations } from "next-intl";

const SEEN = ["on", "soft", "off", "gone"] as const;

/** Why a command is not proven, in words: what was seen instead, or what failed. */
export function useErrorText(): (error: string) => string {
  const t = useTranslations();
  return (error) => {
    const seen = SEEN.find((state) => error === `seen_${state}`);
    if (seen) return t("network.seenInstead", { state: t(`services.enforced.${seen}`) });
    if (error === "nothing_read_back") return t("network.nothingReadBack");
    return t.has(`errors.${error}` as never)
      ? t(`errors.${error}` as never)
      : t("network.failedSomehow");
  };
}

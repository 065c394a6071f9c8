"use client";

import { useTranslations } from "next-intl";

const SEEN = ["on", "soft", "off", "gone"] as const;
const KNOWN = [
  "enforcement_not_set_up",
  "enforcement_unknown",
  "nothing_read_back",
  "integration_paused",
  "not_found",
] as const;

/** Why a command is not proven, in words: what was seen instead, or what failed. */
export function useCommandError(): (error: string) => string {
  const t = useTranslations("services");
  const all = useTranslations();
  return (error) => {
    const seen = SEEN.find((state) => error === `seen_${state}`);
    if (seen) return t("seen", { state: t(`enforced.${seen}`) });
    const known = KNOWN.find((one) => one === error);
    if (known) return t(`failures.${known}`);
    return all.has(`errors.${error}` as never)
      ? all(`errors.${error}` as never)
      : t("failures.failed");
  };
}

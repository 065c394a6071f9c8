"use client";

import { useFormatter, useTranslations } from "next-intl";

/** Speeds as people say them: 100/50 Mbps. */
export function useSpeed(): (speed: { downKbps: number; upKbps: number }) => string {
  const t = useTranslations("catalog");
  const format = useFormatter();
  return ({ downKbps, upKbps }) =>
    t("speed", { down: format.number(downKbps / 1000), up: format.number(upKbps / 1000) });
}

"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PayDesk } from "@/server/modules/portal/pay/schema";

type Attempt = PayDesk["attempts"][number];

const TONES = {
  waiting: "info",
  paid: "ok",
  refused: "bad",
  over: "warn",
  review: "warn",
  givenBack: "info",
} as const;

/** How the payment stands with which somebody came back; `left`: they went away before they paid. */
export function AttemptNotice({ attempt, left }: { attempt: Attempt; left: boolean }) {
  const t = useTranslations("portal.paying");
  const { state, reason } = attempt;
  if (state === "waiting" && left) return <Notice tone="info">{t("left")}</Notice>;
  const why = `refusedWhy.${reason}` as never;
  return (
    <Notice tone={TONES[state]}>
      <p className="font-medium">{t(`state.${state}`)}</p>
      <p>{state === "refused" && reason && t.has(why) ? t(why) : t(`stateText.${state}`)}</p>
    </Notice>
  );
}

"use client";

import { ArrowUpRight, CircleCheck, CircleDashed, CircleSlash, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { MovementDto } from "@/server/modules/payments/bank/schema";

const LOOKS = {
  waiting: { tone: "info", icon: CircleDashed },
  matched: { tone: "ok", icon: CircleCheck },
  linked: { tone: "ok", icon: Link2 },
  ignored: { tone: "neutral", icon: CircleSlash },
  out: { tone: "neutral", icon: ArrowUpRight },
} as const;
const SURE = { certain: "ok", likely: "info", weak: "warn", none: "neutral" } as const;

/** Where a movement stands and, while it waits, how sure its match is. */
export function MovementState({
  movement: { status, confidence },
}: {
  movement: Pick<MovementDto, "status" | "confidence">;
}) {
  const t = useTranslations("bank");
  if (status === "waiting")
    return (
      <Badge tone={SURE[confidence]} icon={LOOKS.waiting.icon}>
        {t(`confidence.${confidence}`)}
      </Badge>
    );
  return <Badge {...LOOKS[status]}>{t(`status.${status}`)}</Badge>;
}

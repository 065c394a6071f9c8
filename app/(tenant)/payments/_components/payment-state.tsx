"use client";

import { CircleCheck, CircleDashed, CircleX, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { PaymentDto } from "@/server/modules/payments/schema";

const LOOKS = {
  recorded: { tone: "info", icon: CircleDashed },
  verified: { tone: "ok", icon: CircleCheck },
  bounced: { tone: "bad", icon: CircleX },
  partiallyRefunded: { tone: "warn", icon: RotateCcw },
  refunded: { tone: "neutral", icon: RotateCcw },
} as const;

/** Where a payment stands. */
export function PaymentState({ status }: { status: PaymentDto["status"] }) {
  const t = useTranslations("payments");
  return <Badge {...LOOKS[status]}>{t(status)}</Badge>;
}

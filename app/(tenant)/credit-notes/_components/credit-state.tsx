"use client";

import { Ban, CircleCheck, CircleDashed, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { CreditNoteDto } from "@/server/modules/billing/schema";

const LOOKS = {
  available: { tone: "info", icon: Clock },
  partlyUsed: { tone: "info", icon: CircleDashed },
  consumed: { tone: "ok", icon: CircleCheck },
  voided: { tone: "neutral", icon: Ban },
} as const;

/** What became of a credit note's money. */
export function CreditState({ state }: { state: CreditNoteDto["creditState"] }) {
  const t = useTranslations("invoices");
  return <Badge {...LOOKS[state]}>{t(state)}</Badge>;
}

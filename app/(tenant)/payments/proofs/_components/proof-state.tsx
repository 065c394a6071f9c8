"use client";

import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { ProofDto } from "@/server/modules/payments/proofs/schema";

const LOOKS = {
  waiting: { tone: "info", icon: CircleDashed },
  approved: { tone: "ok", icon: CircleCheck },
  rejected: { tone: "bad", icon: CircleX },
} as const;

/** Where a proof stands. */
export function ProofState({ status }: { status: ProofDto["status"] }) {
  const t = useTranslations("proofs.status");
  return <Badge {...LOOKS[status]}>{t(status)}</Badge>;
}

"use client";

import { CircleCheck, CircleDashed, Hourglass, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { ShiftDto } from "@/server/modules/payments/cash/schema";

const LOOKS = {
  open: { tone: "info", icon: CircleDashed },
  returned: { tone: "warn", icon: RotateCcw },
  closed: { tone: "warn", icon: Hourglass },
  approved: { tone: "ok", icon: CircleCheck },
} as const;

/** Where a shift stands. */
export function ShiftState({ status }: { status: ShiftDto["status"] }) {
  const t = useTranslations("cash.status");
  return <Badge {...LOOKS[status]}>{t(status)}</Badge>;
}

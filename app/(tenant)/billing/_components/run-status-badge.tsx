"use client";

import { Ban, CircleCheck, CircleDashed, CircleX, Clock, Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { RunStatus } from "@/server/modules/billing/run/schema";

const LOOKS = {
  planning: { tone: "info", icon: CircleDashed },
  planned: { tone: "warn", icon: Eye },
  approved: { tone: "info", icon: Clock },
  running: { tone: "info", icon: CircleDashed },
  posted: { tone: "ok", icon: CircleCheck },
  failed: { tone: "bad", icon: CircleX },
  cancelled: { tone: "neutral", icon: Ban },
} as const;

/** Where a run stands. */
export function RunStatusBadge({ status }: { status: RunStatus }) {
  const t = useTranslations("billingRun.state");
  return <Badge {...LOOKS[status]}>{t(status)}</Badge>;
}

"use client";

import {
  Ban,
  CircleCheck,
  CircleDashed,
  Handshake,
  type LucideIcon,
  PhoneCall,
  X,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/primitives/badge";
import type { TaskStatusWord } from "@/server/modules/billing/collections/schema";

const looks: Record<TaskStatusWord, { tone: Tone; icon: LucideIcon }> = {
  open: { tone: "neutral", icon: CircleDashed },
  inProgress: { tone: "info", icon: PhoneCall },
  promised: { tone: "warn", icon: Handshake },
  paid: { tone: "ok", icon: CircleCheck },
  uncollectable: { tone: "bad", icon: Ban },
  cancelled: { tone: "neutral", icon: X },
};

/** Where a task stands: word, colour and icon. */
export function TaskStatus({ status }: { status: TaskStatusWord }) {
  const t = useTranslations("collections.status");
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}

"use client";

import { Ban, CircleCheck, CircleDashed, Clock, FileCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { InvoiceDto } from "@/server/modules/billing/schema";

type Stated = Pick<InvoiceDto, "documentStatus" | "paymentStatus" | "overdue">;

const LOOKS = {
  draft: { tone: "neutral", icon: CircleDashed },
  approved: { tone: "info", icon: FileCheck },
  finalized: { tone: "ok", icon: FileCheck },
  voided: { tone: "neutral", icon: Ban },
  unpaid: { tone: "info", icon: Clock },
  partiallyPaid: { tone: "info", icon: CircleDashed },
  paid: { tone: "ok", icon: CircleCheck },
  overdue: { tone: "bad", icon: TriangleAlert },
} as const;

/** The one word that says most of an invoice: the document's until it is issued, then the money's. */
export function InvoiceState({ documentStatus, paymentStatus, overdue }: Stated) {
  if (documentStatus !== "finalized") return <StateBadge state={documentStatus} />;
  return <StateBadge state={overdue ? "overdue" : paymentStatus} />;
}

export function StateBadge({ state }: { state: keyof typeof LOOKS }) {
  const t = useTranslations("invoices");
  return <Badge {...LOOKS[state]}>{t(state)}</Badge>;
}

import { getTranslations } from "next-intl/server";
import { Badge } from "@/app/_ui/primitives/badge";
import type { PortalInvoiceDto } from "@/server/modules/portal/account/schema";

const TONES = {
  paid: "ok",
  voided: "neutral",
  overdue: "bad",
  dueToday: "warn",
  due: "info",
} as const;

/** Whether an invoice is paid, and how pressing it is. */
export async function InvoiceState({ state }: { state: PortalInvoiceDto["state"] }) {
  const t = await getTranslations("portal.invoiceState");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}

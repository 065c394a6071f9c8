import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { OwnPaymentDto } from "@/server/modules/portal/pay/schema";
import { AttemptNotice } from "../../_components/attempt-notice";
import { portalFormat } from "../../_components/portal-money";
import { PortalPdf } from "../../_components/portal-pdf";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.paying"))("history") };
}

type Search = Promise<{ cursor?: string }>;

/** What the customer paid, the newest first, each with its receipt. */
export default async function PortalPaymentsPage({ searchParams }: { searchParams: Search }) {
  const { cursor } = await searchParams;
  const [t, page, desk] = await Promise.all([
    getTranslations("portal"),
    orLeave(async () => (await caller()).portal.listPayments(cursor ? { cursor } : {})),
    orLeave(async () => (await caller()).portal.getPayDesk()),
  ]);
  const waiting = desk.attempts.filter(({ state }) => state === "waiting" || state === "review");
  return (
    <div className="space-y-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("paying.history")}</h1>
      {waiting.map((attempt) => (
        <AttemptNotice key={attempt.id} attempt={attempt} left={false} />
      ))}
      <Card>
        {page.items.length === 0 ? (
          <EmptyState icon={ReceiptText} title={t("paying.noHistory")}>
            {t("paying.noHistoryText")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-(--border)">
            {page.items.map((payment) => (
              <PaymentRow key={payment.id} payment={payment} />
            ))}
          </ul>
        )}
      </Card>
      {page.nextCursor && (
        <Button asChild>
          <a href={`?cursor=${encodeURIComponent(page.nextCursor)}`}>{t("older")}</a>
        </Button>
      )}
    </div>
  );
}

async function PaymentRow({ payment }: { payment: OwnPaymentDto }) {
  const [t, format] = await Promise.all([getTranslations("portal.paying"), portalFormat()]);
  const { id, receipt, status, currency, amountMinor, receivedOn, invoices } = payment;
  const undone = status === "bounced" || status === "refunded" || status === "partiallyRefunded";
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-5 py-4">
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium tabular-nums">{format.money(amountMinor, currency)}</span>
          {undone && <Badge tone="warn">{t(`status.${status}`)}</Badge>}
        </span>
        <span className="block text-muted">
          {t("receiptOf", { number: receipt, day: format.day(receivedOn) })}
        </span>
        {invoices.length > 0 && (
          <span className="block text-[0.8125rem] break-words text-muted">
            {t("wentTo", { numbers: invoices.join(", ") })}
          </span>
        )}
      </span>
      <PortalPdf paymentId={id} label={t("receipt")} />
    </li>
  );
}

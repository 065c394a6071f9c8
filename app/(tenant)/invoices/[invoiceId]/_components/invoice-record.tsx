"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { RecordTabs } from "@/app/_ui/patterns/record/record-tabs";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { Badge } from "@/app/_ui/primitives/badge";
import { useMay } from "@/app/_ui/shell/person";
import type { InvoiceDetailDto } from "@/server/modules/billing/schema";
import { Day, useDayText } from "../../_components/day";
import { InvoiceState, StateBadge } from "../../_components/invoice-state";
import { AttemptList } from "../../../payments/_components/attempt-list";
import { InvoiceActions } from "./invoice-actions";
import { InvoiceLines } from "./invoice-lines";
import { CreditNotesOf, SettlementsOf } from "./invoice-money";

/** One invoice: its three states, why each line is what it is, what paid it, and what to do next. */
export function InvoiceRecord({ invoiceId }: { invoiceId: string }) {
  const t = useTranslations("invoices");
  const day = useDayText();
  const mayPay = useMay()("payment.read");
  const invoice = useQuery(useTRPC().billing.getInvoice.queryOptions({ invoiceId }));
  return (
    <QueryView query={invoice}>
      {(found) => (
        <RecordPage
          back={{ href: "/invoices", label: t("title") }}
          title={found.number || t("untitled")}
          description={
            found.number
              ? t("describe", { customer: found.customerName, day: day(found.issuedOn) })
              : t("describeDraft", { customer: found.customerName })
          }
          status={
            <>
              <InvoiceState {...found} />
              <Badge tone="neutral">{t("noFiscalValue")}</Badge>
            </>
          }
          action={<InvoiceActions invoice={found} />}
          facts={<InvoiceFacts invoice={found} />}
          timeline={<ActivityTimeline entity={{ type: "invoice", id: invoiceId }} />}
        >
          <InvoiceLines invoice={found} />
          <RecordTabs
            tabs={[
              {
                key: "payments",
                label: t("payments"),
                count: found.settlements.length,
                content: <SettlementsOf invoice={found} />,
              },
              ...(mayPay
                ? [
                    {
                      key: "attempts",
                      label: t("gateway"),
                      content: <AttemptList customerId={found.customerId} invoiceId={invoiceId} />,
                    },
                  ]
                : []),
              {
                key: "creditNotes",
                label: t("creditNotes"),
                count: found.creditNotes.length,
                content: <CreditNotesOf invoice={found} />,
              },
            ]}
          />
        </RecordPage>
      )}
    </QueryView>
  );
}

function InvoiceFacts({ invoice }: { invoice: InvoiceDetailDto }) {
  const t = useTranslations("invoices");
  const day = useDayText();
  const { recipient, currency } = invoice;
  const issued = invoice.documentStatus === "finalized";
  return (
    <Facts title={t("facts")}>
      <Fact label={t("documentLabel")}>
        <StateBadge state={invoice.documentStatus} />
      </Fact>
      <Fact label={t("fiscalLabel")}>{t("noFiscalValue")}</Fact>
      {issued && (
        <Fact label={t("paymentLabel")}>
          <StateBadge state={invoice.overdue ? "overdue" : invoice.paymentStatus} />
        </Fact>
      )}
      {issued && (
        <Fact label={t("open")}>
          <span className="text-base font-semibold">
            <Money minor={invoice.openMinor} currency={currency} />
          </span>
        </Fact>
      )}
      {invoice.writtenOffMinor > 0 && (
        <Fact label={t("writtenOff")}>
          <Money minor={invoice.writtenOffMinor} currency={currency} />
        </Fact>
      )}
      <Fact label={t("customer")}>
        <Link href={`/customers/${invoice.customerId}`} className="hover:underline">
          {invoice.customerName}
        </Link>
      </Fact>
      <Fact label={t("recipient")}>
        {[recipient.name, `${recipient.taxIdKind} ${recipient.taxId}`.trim(), recipient.address]
          .filter(Boolean)
          .join(" · ")}
      </Fact>
      <Fact label={t("dueOn")}>
        <Day of={invoice.dueOn} />
      </Fact>
      {invoice.periodStart && invoice.periodEnd && (
        <Fact label={t("period")}>
          {t("periodText", { from: day(invoice.periodStart), to: day(invoice.periodEnd) })}
        </Fact>
      )}
      {currency !== invoice.baseCurrency && (
        <Fact label={t("rate")}>
          {t("rateText", { currency, rate: invoice.fxRate, base: invoice.baseCurrency })}
        </Fact>
      )}
      {invoice.note && <Fact label={t("note")}>{invoice.note}</Fact>}
      {invoice.voidReason && <Fact label={t("voidReason")}>{invoice.voidReason}</Fact>}
    </Facts>
  );
}

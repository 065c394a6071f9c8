"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { Card } from "@/app/_ui/primitives/card";
import type { PaymentDetailDto } from "@/server/modules/payments/schema";
import { useDayText } from "../../invoices/_components/day";
import { AttemptList } from "./attempt-list";
import { ChargeRefunds } from "./charge-refunds";
import { PaymentActions } from "./payment-actions";
import { PaymentAllocations, PaymentRefunds } from "./payment-allocations";
import { methodWord } from "./payment-list";
import { PaymentState } from "./payment-state";

/** One payment: what it paid, what is left, and how it can be taken back. */
export function PaymentRecord({ paymentId }: { paymentId: string }) {
  const t = useTranslations("payments");
  const day = useDayText();
  const payment = useQuery(useTRPC().payments.get.queryOptions({ paymentId }));
  return (
    <QueryView query={payment}>
      {(found) => (
        <RecordPage
          back={{ href: "/payments", label: t("title") }}
          title={found.receipt}
          description={t("describe", { customer: found.customerName, day: day(found.receivedOn) })}
          status={<PaymentState status={found.status} />}
          action={<PaymentActions payment={found} />}
          facts={<PaymentFacts payment={found} />}
          timeline={<ActivityTimeline entity={{ type: "payment", id: paymentId }} />}
        >
          <PaymentAllocations payment={found} />
          {found.refunds.length > 0 && <PaymentRefunds payment={found} />}
          {found.byGateway && (
            <Card className="p-4" aria-labelledby="attempts">
              <h2 id="attempts" className="mb-2 font-semibold">
                {t("attempts.title")}
              </h2>
              <AttemptList customerId={found.customerId} paymentId={found.id} />
            </Card>
          )}
          {found.chargeRefunds.length > 0 && <ChargeRefunds payment={found} />}
        </RecordPage>
      )}
    </QueryView>
  );
}

function PaymentFacts({ payment }: { payment: PaymentDetailDto }) {
  const t = useTranslations("payments");
  const { currency, baseCurrency, fxRate } = payment;
  return (
    <Facts>
      <Fact label={t("amount")}>
        <span className="text-base font-semibold">
          <Money minor={payment.amountMinor} currency={currency} />
        </span>
      </Fact>
      <Fact label={t("left")}>
        <Money minor={payment.unallocatedMinor} currency={currency} />
      </Fact>
      <Fact label={t("customer")}>
        <Link href={`/customers/${payment.customerId}`} className="hover:underline">
          {payment.customerName}
        </Link>
      </Fact>
      <Fact label={t("method")}>{methodWord(t, payment.method)}</Fact>
      <Fact label={t("reference")}>{payment.reference}</Fact>
      {currency !== baseCurrency && (
        <Fact label={t("rate")}>{`1 ${currency} = ${fxRate} ${baseCurrency}`}</Fact>
      )}
      <Fact label={t("recordedBy")}>{payment.recordedBy}</Fact>
      {payment.note && <Fact label={t("note")}>{payment.note}</Fact>}
      {payment.bounceReason && <Fact label={t("bounceReason")}>{payment.bounceReason}</Fact>}
    </Facts>
  );
}

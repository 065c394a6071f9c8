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
import { When } from "@/app/_ui/patterns/when";
import type { ProofDetailDto } from "@/server/modules/payments/proofs/schema";
import { Day } from "../../../invoices/_components/day";
import { ProofActions } from "./proof-actions";
import { ProofChecks } from "./proof-checks";
import { ProofInvoices } from "./proof-invoices";
import { ProofPicture } from "./proof-picture";
import { ProofState } from "./proof-state";

/** One proof: the picture beside what the customer wrote and what speaks for it and against it. */
export function ProofRecord({ proofId }: { proofId: string }) {
  const t = useTranslations("proofs");
  const proof = useQuery(useTRPC().payments.getProof.queryOptions({ proofId }));
  return (
    <QueryView query={proof}>
      {(found) => (
        <RecordPage
          back={{ href: "/payments/proofs?status=waiting", label: t("title") }}
          title={found.customerName}
          description={<Money minor={found.amountMinor} currency={found.currency} />}
          status={<ProofState status={found.status} />}
          action={found.status === "waiting" && <ProofActions proof={found} />}
          facts={
            <div className="grid gap-5 xl:grid-cols-2 xl:items-start">
              <ProofPicture file={found.file} />
              <div className="min-w-0 space-y-5">
                {found.status === "waiting" && <ProofChecks proof={found} />}
                <ProofFacts proof={found} />
              </div>
            </div>
          }
          timeline={<ActivityTimeline entity={{ type: "paymentProof", id: proofId }} />}
        >
          <ProofInvoices proof={found} />
        </RecordPage>
      )}
    </QueryView>
  );
}

function ProofFacts({ proof }: { proof: ProofDetailDto }) {
  const t = useTranslations("proofs");
  return (
    <Facts>
      <Fact label={t("amount")}>
        <span className="text-base font-semibold">
          <Money minor={proof.amountMinor} currency={proof.currency} />
        </span>
      </Fact>
      <Fact label={t("customer")}>
        <Link href={`/customers/${proof.customerId}`} className="hover:underline">
          {proof.customerName}
        </Link>
      </Fact>
      <Fact label={t("paidOn")}>
        <Day of={proof.paidOn} />
      </Fact>
      <Fact label={t("bank")}>{proof.bank}</Fact>
      <Fact label={t("operation")}>
        <span className="tabular-nums select-all">{proof.operation}</span>
      </Fact>
      <Fact label={t("source")}>{t(`sources.${proof.source}`)}</Fact>
      <Fact label={t("sentAt")}>
        <When at={proof.createdAt} />
      </Fact>
      {proof.holdUntil && proof.status === "waiting" && (
        <Fact label={t("holdUntil")}>
          <When at={proof.holdUntil} />
        </Fact>
      )}
      {proof.note && <Fact label={t("note")}>{proof.note}</Fact>}
      {proof.payment && (
        <Fact label={t("payment")}>
          <Link href={`/payments/${proof.payment.id}`} className="font-medium hover:underline">
            {proof.payment.receipt}
          </Link>
        </Fact>
      )}
      {proof.rejectReason && <Fact label={t("rejectReason")}>{proof.rejectReason}</Fact>}
      {proof.decidedBy && <Fact label={t("decidedBy")}>{proof.decidedBy}</Fact>}
    </Facts>
  );
}

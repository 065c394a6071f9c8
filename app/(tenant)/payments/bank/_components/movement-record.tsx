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
import type { MovementDetailDto } from "@/server/modules/payments/bank/schema";
import { Day } from "../../../invoices/_components/day";
import { MovementActions } from "./movement-actions";
import { MovementState } from "./movement-state";

/** One line of a statement: what the bank says, whose money it is thought to be and why, and the decision. */
export function MovementRecord({ movementId }: { movementId: string }) {
  const t = useTranslations("bank");
  const movement = useQuery(useTRPC().payments.getMovement.queryOptions({ movementId }));
  return (
    <QueryView query={movement}>
      {(found) => (
        <RecordPage
          back={{ href: "/payments/bank?status=waiting", label: t("title") }}
          title={found.text || found.reference || t("noText")}
          description={<Money minor={found.amountMinor} currency={found.currency} />}
          status={<MovementState movement={found} />}
          action={<MovementActions movement={found} />}
          facts={<MovementFacts movement={found} />}
          timeline={<ActivityTimeline entity={{ type: "bankMovement", id: movementId }} />}
        >
          {found.status === "waiting" && <Offered movement={found} />}
        </RecordPage>
      )}
    </QueryView>
  );
}

/** Whose it is thought to be, why, and what taking it would do. */
function Offered({ movement }: { movement: MovementDetailDto }) {
  const t = useTranslations("bank");
  const { customer, reasons, payment, proofId, confidence, owedMinor, currency } = movement;
  const does = payment ? "linkText" : proofId ? "proofText" : "postText";
  return (
    <Card className="space-y-3 p-4" aria-labelledby="offered">
      <h2 id="offered" className="font-semibold">
        {t("offered")}
      </h2>
      {customer ? (
        <p>
          <Link href={`/customers/${customer.id}`} className="font-medium hover:underline">
            {customer.name}
          </Link>{" "}
          <span className="text-muted">
            #{customer.number} · {t("owes")} <Money minor={owedMinor} currency={currency} />
          </span>
        </p>
      ) : (
        <p>{t("nobody")}</p>
      )}
      {reasons.length > 0 && (
        <ul className="list-disc space-y-1 pl-5 text-muted">
          {reasons.map((reason) => (
            <li key={reason}>{t(`reason.${reason}`)}</li>
          ))}
        </ul>
      )}
      {customer && <p>{t(does, { receipt: payment?.receipt ?? "" })}</p>}
      {confidence === "weak" && <p className="text-warn">{t("weakText")}</p>}
    </Card>
  );
}

function MovementFacts({ movement }: { movement: MovementDetailDto }) {
  const t = useTranslations("bank");
  const { customer, payment, status } = movement;
  return (
    <Facts>
      <Fact label={t("amount")}>
        <span className="text-base font-semibold">
          <Money minor={movement.amountMinor} currency={movement.currency} />
        </span>
      </Fact>
      <Fact label={t("movedOn")}>
        <Day of={movement.movedOn} />
      </Fact>
      <Fact label={t("account")}>{movement.accountName}</Fact>
      <Fact label={t("reference")}>
        <span className="tabular-nums select-all">{movement.reference}</span>
      </Fact>
      <Fact label={t("text")}>{movement.text}</Fact>
      {status !== "waiting" && customer && (
        <Fact label={t("customer")}>
          <Link href={`/customers/${customer.id}`} className="hover:underline">
            {customer.name}
          </Link>
        </Fact>
      )}
      {status !== "waiting" && payment && (
        <Fact label={t("payment")}>
          <Link href={`/payments/${payment.id}`} className="font-medium hover:underline">
            {payment.receipt}
          </Link>
        </Fact>
      )}
      {movement.ignoreReason && <Fact label={t("ignoreReason")}>{movement.ignoreReason}</Fact>}
      {movement.decidedBy && <Fact label={t("decidedBy")}>{movement.decidedBy}</Fact>}
    </Facts>
  );
}

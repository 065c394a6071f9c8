"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { AttemptDto } from "@/server/modules/payments/gateways/gateway-schema";
import { useRefreshMoney } from "./use-refresh-money";

/** While something waits, what the gateway says is looked at again. */
const AGAIN_MS = 5_000;

const TONES: Readonly<Record<string, "ok" | "warn" | "bad" | "info" | "neutral">> = {
  ...{ approved: "ok", pending: "info", created: "info", unknown: "warn", rejected: "bad" },
  ...{ mismatch: "bad", disputed: "warn", chargedBack: "bad" },
};

type AttemptListProps = {
  customerId: string;
  /** Only those about it. */
  invoiceId?: string;
  paymentId?: string;
};

/** What was tried through gateways, in words: what is asked about, what failed and why, what needs a person. */
export function AttemptList({ customerId, invoiceId, paymentId }: AttemptListProps) {
  const t = useTranslations("payments.attempts");
  const api = useTRPC();
  const input = { customerId, ...(invoiceId && { invoiceId }), ...(paymentId && { paymentId }) };
  const attempts = useQuery(
    api.payments.listAttempts.queryOptions(input, {
      refetchInterval: ({ state: { data } }) =>
        data?.some(({ askAt }) => askAt !== null) ? AGAIN_MS : false,
    }),
  );
  return (
    <QueryView query={attempts}>
      {(list) =>
        list.length === 0 ? (
          <p className="text-muted">{t(invoiceId ? "none" : "noneOfCustomer")}</p>
        ) : (
          <ul className="divide-y divide-(--border)">
            {list.map((attempt) => (
              <AttemptRow key={attempt.id} attempt={attempt} linked={paymentId === undefined} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

/** For who does not want to wait until the gateway is asked by itself. */
function AskNow({ attemptId }: { attemptId: string }) {
  const t = useTranslations("payments.attempts");
  const may = useMay();
  const onSuccess = useRefreshMoney();
  const ask = useMutation(useTRPC().payments.askNow.mutationOptions({ onSuccess }));
  if (!may("payment.record")) return null;
  return (
    <div className="space-y-1 pt-1">
      <Button size="sm" disabled={ask.isPending} onClick={() => ask.mutate({ attemptId })}>
        <RefreshCw aria-hidden />
        {t("askNow")}
      </Button>
      {ask.isSuccess && <p role="status">{t("asking")}</p>}
      {ask.error && <ErrorNotice error={ask.error} />}
    </div>
  );
}

function AttemptRow({ attempt, linked }: { attempt: AttemptDto; linked: boolean }) {
  const t = useTranslations("payments.attempts");
  const { provider, status, live, amountMinor, currency, reason, paymentId, createdAt } = attempt;
  const { voucher, chargeId, asked, askAt } = attempt;
  const why = `why.${reason}` as never;
  return (
    <li className="flex items-start justify-between gap-4 py-2">
      <div className="min-w-0 space-y-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={TONES[status] ?? "neutral"}>
            {t(`status.${status}` as "status.pending")}
          </Badge>
          <span>{t(`provider.${provider}` as "provider.stripe")}</span>
          {!live && <Badge tone="neutral">{t("test")}</Badge>}
        </p>
        <p className="text-[0.8125rem] break-words text-muted">
          <When at={createdAt} />
          {reason && ` · ${t.has(why) ? t(why) : reason}`}
        </p>
        {voucher && (
          <p className="text-[0.8125rem] break-words">
            {t("voucher", { code: voucher.code ?? "" })}{" "}
            {voucher.until && <When at={voucher.until} />}
          </p>
        )}
        {(chargeId || asked > 0) && (
          <p className="text-[0.8125rem] break-all text-muted">
            {chargeId && t("charge", { id: chargeId })}
            {chargeId && asked > 0 && " · "}
            {asked > 0 && t("asked", { count: asked })}
          </p>
        )}
        {askAt !== null && <AskNow attemptId={attempt.id} />}
        {linked && paymentId && (
          <Link href={`/payments/${paymentId}`} className="text-[0.8125rem] hover:underline">
            {t("seePayment")}
          </Link>
        )}
      </div>
      <Money minor={amountMinor} currency={currency} />
    </li>
  );
}

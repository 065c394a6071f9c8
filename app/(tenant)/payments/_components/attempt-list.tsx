"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import type { AttemptDto } from "@/server/modules/payments/gateways/gateway-schema";

/** While something waits, what the gateway says is looked at again. */
const AGAIN_MS = 5_000;

const TONES: Readonly<Record<string, "ok" | "warn" | "bad" | "info" | "neutral">> = {
  ...{ approved: "ok", pending: "info", created: "info", unknown: "warn", rejected: "bad" },
  ...{ mismatch: "bad", disputed: "warn", chargedBack: "bad" },
};

type AttemptListProps = { customerId: string; invoiceId?: string };

/** What was tried through gateways, in words: what is asked about, what failed and why, what needs a person. */
export function AttemptList({ customerId, invoiceId }: AttemptListProps) {
  const t = useTranslations("payments.attempts");
  const api = useTRPC();
  const input = { customerId, ...(invoiceId && { invoiceId }) };
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
          <p className="text-muted">{t("none")}</p>
        ) : (
          <ul className="divide-y divide-(--border)">
            {list.map((attempt) => (
              <AttemptRow key={attempt.id} attempt={attempt} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function AttemptRow({ attempt }: { attempt: AttemptDto }) {
  const t = useTranslations("payments.attempts");
  const { provider, status, live, amountMinor, currency, reason, paymentId, createdAt } = attempt;
  const { voucher } = attempt;
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
        {paymentId && (
          <Link href={`/payments/${paymentId}`} className="text-[0.8125rem] hover:underline">
            {t("seePayment")}
          </Link>
        )}
      </div>
      <Money minor={amountMinor} currency={currency} />
    </li>
  );
}

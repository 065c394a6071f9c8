"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Money, useMoneyText } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { parseMoney } from "@/app/_ui/money/parse-money";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { OpenInvoicesDto } from "@/server/modules/payments/schema";
import { useDayText } from "../../invoices/_components/day";
import { useRefreshMoney } from "./use-refresh-money";

type Parts = ReadonlyMap<string, number>;
type Props = {
  customerId: string;
  query: {
    data: OpenInvoicesDto | undefined;
    error: unknown;
    refetch: () => Promise<unknown>;
  };
  parts: Parts;
  amountMinor: number;
  /** Present: the person says how much goes where. */
  onChoose?: (parts: Parts) => void;
  onPayAll: (total: number) => void;
};

/** What the customer owes, and what the payment will do to it: seen before it is done. */
export function AllocationPreview(props: Props) {
  const t = useTranslations("payments");
  return (
    <Card aria-label={t("openInvoices")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("openInvoices")}</h2>
      {props.customerId === "" ? (
        <p className="px-4 py-3 text-muted">{t("chooseFirst")}</p>
      ) : (
        <QueryView query={props.query}>{(open) => <Open {...props} open={open} />}</QueryView>
      )}
    </Card>
  );
}

type OpenProps = Props & { open: OpenInvoicesDto };

function Open({ open, parts, amountMinor, onChoose, onPayAll, customerId }: OpenProps) {
  const t = useTranslations("payments");
  const money = useMoneyText(open.currency);
  const owed = open.invoices.reduce((sum, invoice) => sum + invoice.openMinor, 0);
  const used = [...parts.values()].reduce((sum, part) => sum + part, 0);
  return (
    <>
      {open.creditMinor > 0 && <Credit open={open} customerId={customerId} owed={owed} />}
      {open.invoices.length === 0 && (
        <p className="px-4 py-3 text-muted">{t("nothingOpen", { currency: open.currency })}</p>
      )}
      <ul className="divide-y divide-(--border)">
        {open.invoices.map((invoice) => (
          <InvoiceRow
            key={invoice.id}
            invoice={invoice}
            currency={open.currency}
            part={parts.get(invoice.id) ?? 0}
            {...(onChoose && {
              onChoose: (part: number) =>
                onChoose(new Map([...parts, [invoice.id, part] as const].filter(([, p]) => p > 0))),
            })}
          />
        ))}
      </ul>
      {owed > 0 && (
        <div className="border-t border-subtle px-4 py-3">
          <Button size="sm" onClick={() => onPayAll(owed)}>
            {t("all", { amount: money(owed) })}
          </Button>
        </div>
      )}
      <p className="flex justify-between gap-4 border-t border-subtle px-4 py-3 font-medium">
        <span>{t("toCredit")}</span>
        <Money minor={Math.max(0, amountMinor - used)} currency={open.currency} />
      </p>
      {used > amountMinor && (
        <Notice tone="warn" className="m-3">
          {t("overChosen")}
        </Notice>
      )}
    </>
  );
}

function Credit({
  open,
  customerId,
  owed,
}: Pick<OpenProps, "open" | "customerId"> & { owed: number }) {
  const t = useTranslations("payments");
  const money = useMoneyText(open.currency);
  const refresh = useRefreshMoney();
  const use = useMutation(
    useTRPC().payments.spendCredit.mutationOptions({
      onSuccess: async ({ allocatedMinor }) => {
        showToast(t("creditUsed", { amount: money(allocatedMinor) }));
        await refresh();
      },
    }),
  );
  return (
    <div className="space-y-2 border-b border-subtle px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>{t("hasCredit", { amount: money(open.creditMinor) })}</span>
        {owed > 0 && (
          <Button size="sm" disabled={use.isPending} onClick={() => use.mutate({ customerId })}>
            {t("useCredit")}
          </Button>
        )}
      </div>
      {use.error && <ErrorNotice error={use.error} />}
    </div>
  );
}

type RowProps = {
  invoice: OpenInvoicesDto["invoices"][number];
  currency: string;
  part: number;
  onChoose?: (part: number) => void;
};

function InvoiceRow({ invoice, currency, part, onChoose }: RowProps) {
  const t = useTranslations("payments");
  const day = useDayText();
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">{invoice.number}</p>
        <p className="flex flex-wrap items-center gap-x-2 text-[0.8125rem] text-muted">
          {`${t("dueOn")} ${day(invoice.dueOn)}`}
          {invoice.overdue && <Badge tone="bad">{t("overdue")}</Badge>}
        </p>
      </div>
      <div className="text-right">
        <Money minor={invoice.openMinor} currency={currency} />
        {onChoose ? (
          <Input
            aria-label={t("payOf", { number: invoice.number })}
            inputMode="decimal"
            className="mt-1 h-9 w-28 text-right tabular-nums"
            placeholder="0"
            onChange={({ target }) => onChoose(parseMoney(target.value, currency) ?? 0)}
          />
        ) : (
          part > 0 && (
            <p className="text-[0.8125rem] text-ok">
              {t("pays")} <Money minor={part} currency={currency} />
            </p>
          )
        )}
      </div>
    </li>
  );
}

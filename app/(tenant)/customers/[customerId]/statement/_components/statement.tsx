"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { PdfButton } from "@/app/_ui/patterns/pdf-button";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input, Select } from "@/app/_ui/primitives/input";
import type { StatementDto } from "@/server/modules/billing/statements/schema";
import { StatementRows } from "./statement-rows";

type Asked = { customerId: string; from: string; to: string; currency: string };

/** A customer's account over a period: what was owed, what moved, what is owed now. */
export function Statement(asked: Asked) {
  const t = useTranslations("invoices");
  const client = useTRPCClient();
  const statement = useQuery(useTRPC().billing.statement.queryOptions(asked));
  const { customerId } = asked;
  return (
    <>
      <Link
        href={`/customers/${customerId}`}
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <PageHeader
        title={
          statement.data ? t("statementOf", { name: statement.data.customerName }) : t("statement")
        }
        description={t("statementText")}
        status={<Badge tone="neutral">{t("noFiscalValue")}</Badge>}
        action={
          <PdfButton load={() => client.billing.statementPdf.query(asked)}>{t("pdf")}</PdfButton>
        }
      />
      <Period asked={asked} currencies={statement.data?.currencies ?? []} />
      <QueryView query={statement}>{(found) => <Account found={found} />}</QueryView>
    </>
  );
}

/** A plain form: the period stands in the address. */
function Period({ asked, currencies }: { asked: Asked; currencies: readonly string[] }) {
  const t = useTranslations("invoices");
  return (
    <form method="get" className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex">
      <FormField label={t("from")}>
        {(control) => <Input {...control} type="date" name="from" defaultValue={asked.from} />}
      </FormField>
      <FormField label={t("to")}>
        {(control) => <Input {...control} type="date" name="to" defaultValue={asked.to} />}
      </FormField>
      {currencies.length > 1 && (
        <FormField label={t("currency")}>
          {(control) => (
            <Select {...control} name="currency" defaultValue={asked.currency}>
              {currencies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </Select>
          )}
        </FormField>
      )}
      <Button type="submit">{t("show")}</Button>
    </form>
  );
}

function Account({ found }: { found: StatementDto }) {
  const t = useTranslations("invoices");
  const { currency } = found;
  const sums = [
    { label: t("openingBalance"), minor: found.openingMinor },
    { label: t("debits"), minor: found.debitMinor },
    { label: t("credits"), minor: 0 - found.creditMinor },
    { label: t("closingBalance"), minor: found.closingMinor },
  ];
  return (
    <div className="space-y-4">
      <Card className="p-4">
        <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
          {sums.map(({ label, minor }) => (
            <div key={label}>
              <dt className="text-[0.8125rem] text-muted">{label}</dt>
              <dd className="text-base font-semibold">
                <Money minor={minor} currency={currency} />
              </dd>
            </div>
          ))}
        </dl>
        {found.closingMinor < 0 && <p className="mt-2 text-muted">{t("inFavour")}</p>}
      </Card>
      <Card>
        {found.rows.length === 0 ? (
          <EmptyState icon={ReceiptText} title={t("noMoves")} />
        ) : (
          <StatementRows found={found} />
        )}
      </Card>
    </div>
  );
}

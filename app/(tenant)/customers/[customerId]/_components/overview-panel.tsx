"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge, type Tone } from "@/app/_ui/primitives/badge";
import { Card } from "@/app/_ui/primitives/card";
import type { CustomerOverviewDto, ServiceBrief } from "@/server/modules/crm/rules/overview-schema";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { Balances } from "../../_components/balances";

/** How a customer stands: why it is red, what it owes, what comes next, what it has. */
export function OverviewPanel({ customer }: { customer: CustomerDto }) {
  const api = useTRPC();
  const overview = useQuery(api.customers.overview.queryOptions({ customerId: customer.id }));
  return (
    <QueryView query={overview}>
      {(found) => (
        <div className="space-y-5">
          <Reasons reasons={found.reasons} />
          {found.money && <MoneyFacts customer={customer} money={found.money} />}
          {found.services && <Services services={found.services} count={found.servicesCount} />}
        </div>
      )}
    </QueryView>
  );
}

/** A day of the tenant's calendar in the reader's words; it has no zone. */
export function useDayText(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
}

function Reasons({ reasons }: { reasons: CustomerOverviewDto["reasons"] }) {
  const t = useTranslations("customer");
  const dayText = useDayText();
  if (reasons.length === 0)
    return (
      <p className="flex items-center gap-2 font-medium text-ok">
        <CircleCheck aria-hidden className="size-4" />
        {t("allWell")}
      </p>
    );
  return (
    <section aria-label={t("reasons")}>
      <h3 className="mb-1.5 font-semibold">{t("reasons")}</h3>
      <ul className="flex flex-wrap gap-1.5">
        {reasons.map(({ key, tone, count, day }) => (
          <li key={key}>
            <Badge tone={tone}>{t(`reason.${key}`, { count, day: day ? dayText(day) : "" })}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

type MoneyFactsProps = { customer: CustomerDto; money: NonNullable<CustomerOverviewDto["money"]> };

function MoneyFacts({ customer, money }: MoneyFactsProps) {
  const t = useTranslations("customer");
  const dayText = useDayText();
  const day = (value: string | null) => (value ? dayText(value) : t("none"));
  const settled = (customer.balances ?? []).every(
    ({ receivableMinor, creditMinor }) => receivableMinor === creditMinor,
  );
  return (
    <section aria-label={t("account")}>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-semibold">{t("account")}</h3>
        <Link
          href={`/customers/${customer.id}/statement`}
          className="inline-block min-h-6 text-brand-text underline-offset-4 hover:underline"
        >
          {t("statement")}
        </Link>
      </div>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Figure label={t("balance")}>
          {settled ? t("nothingOwed") : <Balances balances={customer.balances ?? []} />}
        </Figure>
        <Figure label={t("openInvoices")}>
          {t("openCount", { open: money.openCount, overdue: money.overdueCount })}
        </Figure>
        <Figure label={t("nextBill")}>{day(money.nextBillOn)}</Figure>
        <Figure label={t("lastPayment")}>{day(money.lastPaymentOn)}</Figure>
      </dl>
      {money.open.length > 0 && (
        <ul className="mt-3 divide-y divide-(--border) rounded-card border border-subtle">
          {money.open.map(({ id, fullNumber, currency, openMinor, dueOn }) => (
            <li key={id} className="flex items-center justify-between gap-3 px-3 py-1.5">
              <Link
                href={`/invoices/${id}`}
                className="inline-block min-h-6 text-brand-text underline-offset-4 hover:underline"
              >
                {fullNumber}
              </Link>
              <span className="text-[0.8125rem] text-muted">
                {t("dueOn", { day: dayText(dueOn) })}
              </span>
              <Money minor={openMinor} currency={currency} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-[0.8125rem] text-muted">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  active: "ok",
  grace: "warn",
  pastDue: "warn",
  suspendRequested: "bad",
  suspended: "bad",
  reconnectRequested: "info",
  pendingInstall: "info",
  pendingPayment: "info",
};

function Services({ services, count }: { services: readonly ServiceBrief[]; count: number }) {
  const t = useTranslations("customer");
  const dayText = useDayText();
  const state = (key: string) =>
    t.has(`state.${key}` as never) ? t(`state.${key}` as never) : key;
  return (
    <section aria-label={t("services")}>
      <h3 className="mb-1.5 font-semibold">{t("servicesCount", { count })}</h3>
      {services.length === 0 ? (
        <p className="text-muted">{t("noServices")}</p>
      ) : (
        <ul className="grid gap-2 sm:grid-cols-2">
          {services.map((service) => (
            <li key={service.id}>
              <Card className="relative h-full p-3 hover:bg-raised">
                <div className="flex items-start justify-between gap-2">
                  <Link
                    href={`/services/${service.id}`}
                    className="min-w-0 font-medium after:absolute after:inset-0 after:rounded-card"
                  >
                    {service.itemName}
                  </Link>
                  <Badge tone={TONES[service.state] ?? "neutral"}>{state(service.state)}</Badge>
                </div>
                <p className="text-[0.8125rem] text-muted">
                  {[`#${service.number}`, service.label].filter(Boolean).join(" · ")}
                </p>
                {service.nextPeriodOn && (
                  <p className="text-[0.8125rem] text-muted">
                    {t("nextPeriod", { day: dayText(service.nextPeriodOn) })}
                  </p>
                )}
              </Card>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

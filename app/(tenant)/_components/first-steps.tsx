"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Card } from "@/app/_ui/primitives/card";
import type { SettingsOverviewDto } from "@/server/modules/tenants/schema";
import { ANY_CUSTOMER } from "./any-customer";

/** What is left before the company can work here, tied to what really exists; gone when all is done. */
export function FirstSteps() {
  const t = useTranslations("home");
  const api = useTRPC();
  const overview = useQuery(api.tenants.settingsOverview.queryOptions());
  const customers = useQuery(api.customers.count.queryOptions(ANY_CUSTOMER));
  if (!overview.data || !customers.data) return null;
  const steps = stepsOf(overview.data, customers.data.count);
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  const next = steps.find((step) => !step.done);
  return (
    <Card aria-labelledby="steps-title">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-4 pb-2">
        <h2 id="steps-title" className="font-semibold">
          {t("steps")}
        </h2>
        <span className="text-[0.8125rem] text-muted">
          {t("progress", { done, total: steps.length })}
        </span>
      </div>
      <div aria-hidden className="mx-4 h-1.5 overflow-hidden rounded-full bg-raised">
        <div
          className="h-full rounded-full bg-brand"
          style={{ width: `${(done / steps.length) * 100}%` }}
        />
      </div>
      <ul className="p-2">
        {steps.map((step) => (
          <Step key={step.key} step={step} isNext={step === next} />
        ))}
      </ul>
    </Card>
  );
}

type StepOf = ReturnType<typeof stepsOf>[number];

function Step({ step: { key, href, done }, isNext }: { step: StepOf; isNext: boolean }) {
  const t = useTranslations("home");
  const Icon = done ? CircleCheck : Circle;
  return (
    <li>
      <Link
        href={href}
        className="flex min-h-control items-start gap-2.5 rounded-control px-2 py-row hover:bg-raised"
      >
        <Icon
          aria-hidden
          className={done ? "mt-0.5 size-4 shrink-0 text-ok" : "mt-0.5 size-4 shrink-0 text-muted"}
        />
        <span className="min-w-0 flex-1">
          <span className={done ? "text-muted line-through" : isNext ? "font-semibold" : ""}>
            {t(`step.${key}`)}
          </span>
          {done && <span className="sr-only"> ({t("done")})</span>}
          {isNext && (
            <span className="block text-[0.8125rem] text-muted">{t(`step.${key}Text`)}</span>
          )}
        </span>
        <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      </Link>
    </li>
  );
}

function stepsOf(overview: SettingsOverviewDto, customers: number) {
  return [
    { key: "company", href: "/settings/company", done: overview.companyComplete },
    { key: "brand", href: "/settings/brand", done: overview.ownBrand },
    { key: "people", href: "/settings/users", done: overview.members > 1 },
    { key: "customers", href: "/customers", done: customers > 0 },
    { key: "factor", href: "/account", done: overview.membersWithFactor > 0 },
  ] as const;
}

"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PlanDto } from "@/server/modules/platform/schema";
import { RESOURCE_NAMES } from "@/server/modules/tenants/rules/resources";
import { useResourceAmount } from "../../_components/resource-amount";

/** One plan as a buyer would read it: price, what it holds, who is on it. */
export function PlanCard({ plan, onEdit }: { plan: PlanDto; onEdit: () => void }) {
  const t = useTranslations();
  const format = useFormatter();
  const amount = useResourceAmount();
  const price = format.number(plan.priceMinor / 100, {
    style: "currency",
    currency: plan.currency,
  });
  return (
    <li>
      <Card className="flex h-full flex-col p-5">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="truncate text-base font-semibold">{plan.name}</h2>
            <p className="text-muted">{t("plans.perMonth", { price })}</p>
          </div>
          <Badge tone={plan.public ? "ok" : "neutral"}>
            {plan.public ? t("plans.isPublic") : t("plans.isPrivate")}
          </Badge>
        </div>
        <dl className="mt-4 flex-1 space-y-1.5">
          {RESOURCE_NAMES.map((name) => (
            <div key={name} className="flex justify-between gap-3">
              <dt className="text-muted">{t(`resource.${name}`)}</dt>
              <dd className="tabular-nums">
                {plan.limits[name] === undefined
                  ? t("plans.unlimited")
                  : amount(name, plan.limits[name])}
              </dd>
            </div>
          ))}
        </dl>
        <div className="mt-4 flex items-center justify-between gap-3 border-t border-subtle pt-4">
          <span className="text-muted">{t("plans.tenants", { count: plan.tenants })}</span>
          <Button onClick={onEdit} aria-label={`${t("plans.edit")}: ${plan.name}`}>
            {t("plans.edit")}
          </Button>
        </div>
      </Card>
    </li>
  );
}

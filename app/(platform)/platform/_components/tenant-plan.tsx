"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Select } from "@/app/_ui/primitives/input";
import type { TenantDetailDto } from "@/server/modules/platform/schema";

/** Which plan a company is on; a smaller one deletes nothing of it. */
export function TenantPlan({ tenant }: { tenant: TenantDetailDto }) {
  const t = useTranslations("tenants");
  const api = useTRPC();
  const cache = useQueryClient();
  const plans = useQuery(api.platform.listPlans.queryOptions());
  const [chosen, setChosen] = useState(tenant.planCode ?? "");
  const change = useMutation(
    api.platform.setTenantPlan.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.platform.pathFilter()),
    }),
  );
  return (
    <form
      className="mt-5 space-y-3 border-t border-subtle pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ tenantId: tenant.id, planCode: chosen || null });
      }}
    >
      {change.isError && <ErrorNotice error={change.error} />}
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <FormField label={t("plan")}>
            {(control) => (
              <Select
                {...control}
                value={chosen}
                onChange={(event) => setChosen(event.target.value)}
              >
                <option value="">{t("noPlan")}</option>
                {plans.data?.map((plan) => (
                  <option key={plan.code} value={plan.code}>
                    {plan.name}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
        </div>
        <Button type="submit" disabled={change.isPending || chosen === (tenant.planCode ?? "")}>
          {t("changePlan")}
        </Button>
      </div>
      <p className="text-[0.8125rem] text-muted">{t("planHint")}</p>
    </form>
  );
}

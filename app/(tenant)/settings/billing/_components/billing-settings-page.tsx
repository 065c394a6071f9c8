"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Notice } from "@/app/_ui/primitives/notice";
import { billingSettings } from "@/server/modules/billing/settings/schema";
import { AutopayRules } from "./autopay-rules";
import { BillingSettingsForm } from "./billing-settings-form";
import { PayWays } from "./pay-ways-editor";

/** How the recurring engine bills: when, what of a part of a period, what of a suspension, which fees. */
export function BillingSettingsPage() {
  const t = useTranslations("billingRun.settings");
  const api = useTRPC();
  const cache = useQueryClient();
  const tenant = useQuery(api.tenants.get.queryOptions());
  const settings = useQuery(api.tenants.getSettings.queryOptions({ module: "billing" }));
  const update = useMutation(api.tenants.updateSettings.mutationOptions());
  const [saved, setSaved] = useState(false);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {saved && (
        <Notice tone="ok" className="mb-4">
          {t("saved")}
        </Notice>
      )}
      <QueryView query={settings}>
        {({ version, data }) => (
          <BillingSettingsForm
            key={version}
            data={billingSettings.parse(data)}
            currency={tenant.data?.currency ?? ""}
            onSave={async (next) => {
              setSaved(false);
              await update.mutateAsync({ module: "billing", version, data: next });
              setSaved(true);
              await cache.invalidateQueries(api.tenants.pathFilter());
            }}
          />
        )}
      </QueryView>
      <PayWays />
      <AutopayRules />
    </>
  );
}

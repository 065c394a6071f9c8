"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import type { NotificationSettings } from "@/server/modules/notifications/price-schema";
import { notificationSettings } from "@/server/modules/notifications/price-schema";

const CATEGORIES = ["utility", "marketing", "authentication"] as const;

/** What a message costs by its category, as the vendor's list says. */
export function MessagePrices() {
  const may = useMay();
  const settings = useQuery(
    useTRPC().tenants.getSettings.queryOptions({ module: "notifications" }),
  );
  const data = notificationSettings.safeParse(settings.data?.data);
  if (!settings.data || !data.success || !may("settings.manage")) return null;
  const { version } = settings.data;
  return <PriceForm key={version} version={version} settings={data.data} />;
}

function PriceForm({ version, settings }: { version: number; settings: NotificationSettings }) {
  const t = useTranslations("notificationPolicy");
  const api = useTRPC();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const save = useMutation(
    api.tenants.updateSettings.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.tenants.getSettings.pathFilter());
        await cache.invalidateQueries(api.notifications.listBudgets.pathFilter());
        showToast(t("pricesSaved"));
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ module: "notifications", version, data: draft });
      }}
    >
      <fieldset className="space-y-2">
        <legend className="font-medium">{t("prices")}</legend>
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex flex-wrap items-end gap-3">
          {CATEGORIES.map((category) => (
            <FormField key={category} label={t(category)}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  className="w-28"
                  value={draft.whatsapp[category]}
                  onChange={({ target }) =>
                    setDraft({
                      ...draft,
                      whatsapp: { ...draft.whatsapp, [category]: target.value.replace(",", ".") },
                    })
                  }
                />
              )}
            </FormField>
          ))}
          <FormField label={t("currency")}>
            {(control) => (
              <Input
                {...control}
                className="w-20 uppercase"
                maxLength={3}
                value={draft.currency}
                onChange={({ target }) =>
                  setDraft({ ...draft, currency: target.value.toUpperCase() })
                }
              />
            )}
          </FormField>
          <Button type="submit" disabled={save.isPending}>
            {t("savePrices")}
          </Button>
        </div>
      </fieldset>
    </form>
  );
}

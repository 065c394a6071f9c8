"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { BudgetDto } from "@/server/modules/notifications/policy-schema";
import { MessagePrices } from "./message-prices";

/** What WhatsApp may cost a month, what it has cost, and what one message counts as. */
export function MessageBudget() {
  const t = useTranslations("notificationPolicy");
  const budgets = useQuery(useTRPC().notifications.listBudgets.queryOptions());
  return (
    <Card className="space-y-5 p-5">
      <div>
        <h2 className="text-base font-semibold">{t("money")}</h2>
        <p className="mt-1 text-muted">{t("moneyText")}</p>
      </div>
      <QueryView query={budgets}>
        {(list) =>
          list
            .filter(({ channel }) => channel === "whatsapp")
            .map((budget) => (
              <div key={budget.channel} className="space-y-4">
                <Meter budget={budget} />
                <CapForm budget={budget} />
              </div>
            ))
        }
      </QueryView>
      <MessagePrices />
    </Card>
  );
}

function Meter({ budget: { cap, spent, currency, messages } }: { budget: BudgetDto }) {
  const t = useTranslations("notificationPolicy");
  const format = useFormatter();
  const money = (amount: string) => format.number(Number(amount), { style: "currency", currency });
  const percent = cap === null || Number(cap) === 0 ? 0 : (Number(spent) / Number(cap)) * 100;
  const over = cap !== null && Number(spent) >= Number(cap);
  const words =
    cap === null
      ? t("spentNoCap", { spent: money(spent) })
      : t("spent", { spent: money(spent), cap: money(cap) });
  return (
    <div>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className="font-medium tabular-nums">{words}</span>
        <span className="text-muted tabular-nums">{t("sentCount", { count: messages })}</span>
      </p>
      {cap !== null && (
        <div
          role="meter"
          aria-label={words}
          aria-valuenow={Math.min(100, Math.round(percent))}
          aria-valuemin={0}
          aria-valuemax={100}
          className="mt-2 h-2 overflow-hidden rounded-full bg-raised"
        >
          <div
            className={cn("h-full rounded-full", over ? "bg-bad" : "bg-brand")}
            style={{ width: `${Math.min(100, percent)}%` }}
          />
        </div>
      )}
      {over && (
        <Notice tone="warn" className="mt-3">
          {t("overCap")}
        </Notice>
      )}
    </div>
  );
}

function CapForm({ budget }: { budget: BudgetDto }) {
  const t = useTranslations("notificationPolicy");
  const api = useTRPC();
  const cache = useQueryClient();
  const [cap, setCap] = useState(budget.cap ?? "");
  const save = useMutation(
    api.notifications.setBudget.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.notifications.listBudgets.pathFilter());
        showToast(t("capSaved"));
      },
    }),
  );
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ channel: budget.channel, cap: cap.trim() === "" ? null : cap.trim() });
      }}
    >
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex flex-wrap items-end gap-3">
        <FormField
          label={`${t("monthCap")} (${budget.currency})`}
          hint={t("monthCapHint")}
          error={fieldErrors(save.error).cap}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              className="w-36"
              value={cap}
              onChange={({ target }) => setCap(target.value.replace(",", "."))}
            />
          )}
        </FormField>
        <Button type="submit" disabled={save.isPending}>
          {t("saveCap")}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { FieldValues, Path } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";

export const CHANNELS = ["phone", "whatsapp", "email", "visit", "other"] as const;

type TaskValues = FieldValues & {
  ownerMembershipId: string;
  channel: string;
  nextAction: string;
  nextActionOn: string;
};

/** What a new task and one under way are both asked: who, how, what comes next and when. */
export function TaskFields<V extends TaskValues, T>({ form }: { form: AppForm<V, T> }) {
  const t = useTranslations("collections");
  const api = useTRPC();
  const owners = useQuery(api.customers.listOwners.queryOptions());
  const at = (name: keyof TaskValues & string) => ({ form, name: name as Path<V> });
  return (
    <>
      <SelectField
        {...at("ownerMembershipId")}
        label={t("owner")}
        placeholder={t("nobody")}
        options={(owners.data ?? []).map(({ membershipId, name }) => ({
          value: membershipId,
          label: name,
        }))}
      />
      <SelectField
        {...at("channel")}
        label={t("channel")}
        options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <TextField
        {...at("nextAction")}
        label={t("nextAction")}
        hint={t("nextActionHint")}
        maxLength={500}
        optional
      />
      <DateField {...at("nextActionOn")} label={t("nextActionOn")} optional />
    </>
  );
}

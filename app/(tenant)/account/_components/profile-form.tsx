"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { chooseLanguage } from "@/app/_ui/shell/preferences";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Select } from "@/app/_ui/primitives/input";
import type { AccountDto } from "@/server/modules/auth/sign-in/schema";
import { AccountCard } from "./account-card";

const LANGUAGES = [
  ["es", "Español"],
  ["en", "English"],
  ["pt", "Português"],
] as const;

/** Name and language; e-mail and phone are the company's to change. */
export function ProfileForm({ account }: { account: AccountDto }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(
    api.auth.updateProfile.mutationOptions({
      onSuccess: (_done, { locale }) => {
        if (locale !== account.locale) return chooseLanguage(locale);
        return cache.invalidateQueries(api.auth.getAccount.queryFilter());
      },
    }),
  );
  return (
    <AccountCard title={t("profile")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const locale = String(form.get("locale")) as AccountDto["locale"];
          save.mutate({ name: String(form.get("name")), locale });
        }}
      >
        {save.isError && <ErrorNotice error={save.error} />}
        <FormField label={t("name")}>
          {(control) => (
            <Input
              {...control}
              name="name"
              autoComplete="name"
              defaultValue={account.name}
              required
              maxLength={120}
            />
          )}
        </FormField>
        <FormField label={t("language")}>
          {(control) => (
            <Select {...control} name="locale" defaultValue={account.locale}>
              {LANGUAGES.map(([value, name]) => (
                <option key={value} value={value} lang={value}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <Fact name={t("email")} value={account.email} />
          <Fact name={t("phone")} value={account.phone} />
        </dl>
        <div className="flex items-center justify-end gap-3">
          {save.isSuccess && <span role="status">{t("saved")}</span>}
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </AccountCard>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{value}</dd>
    </>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input, Select } from "@/app/_ui/primitives/input";
import { chooseLanguage } from "@/app/_ui/shell/preferences";
import type { Locale } from "@/server/tenancy/context";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";

const languages = [
  ["es", "Español"],
  ["en", "English"],
  ["pt", "Português"],
] as const;

/** Name and language; the language is also the one in which the company writes. */
export function ProfileForm({ name, locale }: { name: string; locale: Locale }) {
  const t = useTranslations("portal");
  const [saved, setSaved] = useState(false);
  const { busy, error, fieldError, run } = useCall();
  const save = (form: FormData) =>
    run(async () => {
      setSaved(false);
      const chosen = String(form.get("locale")) as Locale;
      await portalApi.updateProfile.mutate({ name: String(form.get("name")), locale: chosen });
      setSaved(true);
      if (chosen !== document.documentElement.lang) chooseLanguage(chosen);
    });
  return (
    <Card className="p-5">
      <form
        method="post"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
        }}
      >
        <h2 className="text-base font-semibold">{t("yourData")}</h2>
        {error !== null && <ErrorNotice error={error} />}
        <FormField label={t("name")} error={fieldError("name")}>
          {(control) => (
            <Input
              {...control}
              name="name"
              autoComplete="name"
              defaultValue={name}
              required
              minLength={2}
              maxLength={160}
            />
          )}
        </FormField>
        <FormField label={t("language")} hint={t("languageHint")}>
          {(control) => (
            <Select {...control} name="locale" defaultValue={locale}>
              {languages.map(([value, label]) => (
                <option key={value} value={value} lang={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" disabled={busy}>
            {t("save")}
          </Button>
          <span role="status" className="text-muted">
            {saved && t("saved")}
          </span>
        </div>
      </form>
    </Card>
  );
}

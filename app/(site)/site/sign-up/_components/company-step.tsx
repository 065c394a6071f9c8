"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { countryHabits } from "@/app/(platform)/platform/_components/country-habits";
import { useCall } from "@/app/_trpc/use-call";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Select } from "@/app/_ui/primitives/input";
import { suggestSlug } from "@/server/kernel/suggest-slug";
import { useSlugState } from "./use-slug-state";
import type { StepProps } from "./wizard";

/** What the company is called, where it is, and at which address its people will find it. */
export function CompanyStep({ state, change, rootHost }: StepProps & { rootHost: string }) {
  const t = useTranslations("signUp");
  const countryName = new Intl.DisplayNames([useLocale()], { type: "region" });
  const [name, setName] = useState(state.company.name);
  const [typed, setTyped] = useState<string | undefined>(state.company.slug || undefined);
  const slug = typed ?? suggestSlug(name);
  const address = useSlugState(slug);
  const call = useCall();
  const bad = address.state && address.state !== "free" ? t(`slug.${address.state}`) : undefined;
  const submit = (form: FormData) =>
    call.run(async () => {
      if ((await address.ask()) !== "free") return;
      const country = String(form.get("country"));
      change({ step: "account", company: { name: name.trim(), slug, country } });
    });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {call.error !== null && <ErrorNotice error={call.error} />}
      <FormField label={t("companyName")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="organization"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={80}
          />
        )}
      </FormField>
      <FormField
        label={t("address")}
        error={bad}
        hint={
          <span aria-live="polite" className="break-all">
            {t("addressHint", { host: `${slug || "…"}.${rootHost}` })}
            {address.state === "free" && ` · ${t("slug.free")}`}
          </span>
        }
      >
        {(control) => (
          <Input
            {...control}
            name="slug"
            value={slug}
            onChange={(event) => setTyped(event.target.value.trim().toLowerCase())}
            required
            maxLength={40}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <FormField label={t("country")} hint={t("countryHint")}>
        {(control) => (
          <Select {...control} name="country" defaultValue={state.company.country}>
            {Object.keys(countryHabits).map((code) => (
              <option key={code} value={code}>
                {countryName.of(code)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-11 w-full" disabled={call.busy}>
        {t("next")}
      </Button>
    </form>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { countryHabits } from "@/app/(platform)/platform/_components/country-habits";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Select } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import { suggestSlug } from "@/server/kernel/suggest-slug";
import { LimitFields, readLimits } from "./limit-fields";

/** What a small company starts with. */
const FIRST_LIMITS = {
  ...{ staff: 5, customers: 300, devices: 60, storageBytes: 5 * 1024 ** 3, apiKeys: 2 },
  ...{ webhookEndpoints: 2, domains: 1, messages: 1_500, apiCalls: 20_000 },
};

/** Opens a company and invites its owner by e-mail. */
export function CreateChild({ onClose }: { onClose: () => void }) {
  const t = useTranslations("children");
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(
    api.tenants.createChildTenant.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.tenants.listChildTenants.pathFilter()),
    }),
  );
  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const habits = countryHabits[text("country")] ?? countryHabits.PE;
    if (!habits) return;
    create.mutate({
      ...{ name: text("name"), slug: text("slug").toLowerCase(), country: text("country") },
      ...habits,
      owner: { name: text("ownerName"), email: text("ownerEmail") },
      limits: readLimits(form),
    });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("create")}>
      {create.data ? (
        <div className="space-y-4">
          <Notice tone="ok">{t("created", { slug: create.data.slug })}</Notice>
          <div className="flex justify-end">
            <Button variant="primary" onClick={onClose}>
              {t("done")}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            submit(new FormData(event.currentTarget));
          }}
        >
          {create.isError && <ErrorNotice error={create.error} />}
          <CompanyFields errors={fieldErrors(create.error)} />
          <details>
            <summary className="py-1 font-medium">{t("limits")}</summary>
            <div className="mt-3">
              <LimitFields limits={FIRST_LIMITS} errors={fieldErrors(create.error)} />
            </div>
          </details>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" disabled={create.isPending}>
              {t("createAndInvite")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function CompanyFields({ errors }: { errors: Record<string, string | undefined> }) {
  const t = useTranslations("children");
  const countryName = new Intl.DisplayNames([useLocale()], { type: "region" });
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string>();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label={t("name")} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </FormField>
      <FormField label={t("address")} error={errors.slug}>
        {(control) => (
          <Input
            {...control}
            name="slug"
            required
            maxLength={40}
            autoCapitalize="none"
            spellCheck={false}
            value={slug ?? suggestSlug(name)}
            onChange={(event) => setSlug(event.target.value)}
          />
        )}
      </FormField>
      <FormField label={t("ownerName")} error={errors["owner.name"]}>
        {(control) => <Input {...control} name="ownerName" required maxLength={80} />}
      </FormField>
      <FormField label={t("ownerEmail")} error={errors["owner.email"]}>
        {(control) => (
          <Input {...control} name="ownerEmail" type="email" required maxLength={254} />
        )}
      </FormField>
      <FormField label={t("country")}>
        {(control) => (
          <Select {...control} name="country" defaultValue="PE">
            {Object.keys(countryHabits).map((code) => (
              <option key={code} value={code}>
                {countryName.of(code)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
    </div>
  );
}

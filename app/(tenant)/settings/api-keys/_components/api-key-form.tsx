"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input, Select } from "@/app/_ui/primitives/input";
import { networksOf } from "./networks-field";
import { UseFields } from "./use-fields";
import { usePermissionName } from "@/app/_ui/patterns/permission-name";
import { API_KEY_SCOPES } from "@/server/modules/auth/schema";

type ApiKeyFormProps = {
  busy: boolean;
  error: unknown;
  onSubmit: (input: {
    name: string;
    scopes: string[];
    expiresAt?: string;
    allowedNetworks: string[];
    callsPerMinute: number | null;
  }) => void;
};

const DAY_MS = 86_400_000;
const lifetimes = ["30", "90", "365", "none"] as const;

/** Name, permissions and life of a new key. */
export function ApiKeyForm({ busy, error, onSubmit }: ApiKeyFormProps) {
  const t = useTranslations("apiKeys");
  const permissionName = usePermissionName();
  const [nothingChosen, setNothingChosen] = useState(false);
  const submit = (form: FormData) => {
    const scopes = form.getAll("scope").map(String);
    setNothingChosen(scopes.length === 0);
    if (scopes.length === 0) return;
    const days = Number(form.get("life"));
    const expiresAt = days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : undefined;
    const calls = Number(form.get("calls"));
    onSubmit({
      name: String(form.get("name")),
      scopes,
      expiresAt,
      allowedNetworks: networksOf(String(form.get("networks"))),
      callsPerMinute: calls > 0 ? calls : null,
    });
  };
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {Boolean(error) && <ErrorNotice error={error} />}
      <FormField label={t("name")} hint={t("nameHint")} error={fieldErrors(error).name}>
        {(control) => <Input {...control} name="name" required maxLength={80} />}
      </FormField>
      <fieldset aria-describedby={nothingChosen ? "scope-error" : undefined}>
        <legend className="mb-1 font-medium">{t("scopes")}</legend>
        {nothingChosen && (
          <p id="scope-error" role="alert" className="text-[0.8125rem] text-bad">
            {t("chooseScope")}
          </p>
        )}
        {API_KEY_SCOPES.map((scope) => (
          <Checkbox key={scope} name="scope" value={scope} label={permissionName(scope)} />
        ))}
      </fieldset>
      <FormField label={t("life")}>
        {(control) => (
          <Select {...control} name="life" defaultValue="365">
            {lifetimes.map((days) => (
              <option key={days} value={days}>
                {t(`lives.${days}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <UseFields error={error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={busy}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";

type EndpointFormProps = {
  busy: boolean;
  error: unknown;
  onSubmit: (input: { url: string; description: string; eventNames: string[] }) => void;
};

/** Address, purpose and which events. */
export function EndpointForm({ busy, error, onSubmit }: EndpointFormProps) {
  const t = useTranslations("webhooks");
  const types = useQuery(useTRPC().hub.listEventTypes.queryOptions());
  const [every, setEvery] = useState(true);
  const submit = (form: FormData) =>
    onSubmit({
      url: String(form.get("url")).trim(),
      description: String(form.get("description")),
      eventNames: every ? [] : form.getAll("event").map(String),
    });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {Boolean(error) && <ErrorNotice error={error} />}
      <FormField label={t("url")} hint={t("urlHint")} error={fieldErrors(error).url}>
        {(control) => (
          <Input
            {...control}
            name="url"
            type="url"
            required
            maxLength={2000}
            placeholder="https://"
          />
        )}
      </FormField>
      <FormField label={t("purpose")}>
        {(control) => <Input {...control} name="description" maxLength={200} />}
      </FormField>
      <fieldset>
        <legend className="font-medium">{t("events")}</legend>
        <Checkbox
          label={t("everyEvent")}
          checked={every}
          onChange={(event) => setEvery(event.target.checked)}
        />
        {!every && (
          <div className="mt-1 max-h-56 overflow-y-auto rounded-control border border-subtle px-3 py-1">
            {types.data?.map((type) => (
              <Checkbox
                key={type.name}
                name="event"
                value={type.name}
                label={<code>{type.name}</code>}
              />
            ))}
          </div>
        )}
      </fieldset>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={busy}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}

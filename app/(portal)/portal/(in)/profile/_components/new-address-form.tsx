"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";

type NewAddressFormProps = {
  kind: "email" | "phone";
  busy: boolean;
  error: string | undefined;
  onAddress: (address: string) => void;
  onCancel: () => void;
};

/** The new e-mail or phone, to which a code goes. */
export function NewAddressForm({ kind, busy, error, onAddress, onCancel }: NewAddressFormProps) {
  const t = useTranslations("portal");
  return (
    <form
      method="post"
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        onAddress(String(new FormData(event.currentTarget).get("address")));
      }}
    >
      <FormField label={t(`new.${kind}`)} hint={t("newHint")} error={error}>
        {(control) => (
          <Input
            {...control}
            name="address"
            type={kind === "email" ? "email" : "tel"}
            autoComplete={kind === "email" ? "email" : "tel"}
            required
            maxLength={254}
          />
        )}
      </FormField>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={busy}>
          {t("sendCode")}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

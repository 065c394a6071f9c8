"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";

type AddressFormProps = {
  busy: boolean;
  error: string | undefined;
  onAddress: (address: string) => void;
};

/** One field for both: the e-mail or phone that the company knows. */
export function AddressForm({ busy, error, onAddress }: AddressFormProps) {
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
      <FormField label={t("addressLabel")} hint={t("addressHint")} error={error}>
        {(control) => (
          <Input
            {...control}
            name="address"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            required
            minLength={3}
            maxLength={254}
            className="h-11 text-base"
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-11 w-full text-base" disabled={busy}>
        {t("sendCode")}
      </Button>
    </form>
  );
}

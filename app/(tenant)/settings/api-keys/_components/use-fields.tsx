import { useTranslations } from "next-intl";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Input, Textarea } from "@/app/_ui/primitives/input";
import { API_KEY_CALLS_MAX } from "@/server/modules/auth/schema";

type UseFieldsProps = {
  error: unknown;
  networks?: readonly string[];
  calls?: number | null;
};

/** Whence a key may be used, and how often. */
export function UseFields({ error, networks = [], calls = null }: UseFieldsProps) {
  const t = useTranslations("apiKeys");
  const refused = Object.entries(fieldErrors(error)).find(([path]) =>
    path.startsWith("allowedNetworks"),
  )?.[1];
  return (
    <>
      <FormField label={t("networks")} hint={t("networksHint")} error={refused}>
        {(control) => (
          <Textarea
            {...control}
            name="networks"
            rows={2}
            spellCheck={false}
            placeholder="203.0.113.0/24"
            defaultValue={networks.join("\n")}
          />
        )}
      </FormField>
      <FormField label={t("calls")} hint={t("callsHint", { max: API_KEY_CALLS_MAX })}>
        {(control) => (
          <Input
            {...control}
            name="calls"
            type="number"
            inputMode="numeric"
            min={1}
            max={API_KEY_CALLS_MAX}
            className="sm:w-32"
            defaultValue={calls ?? ""}
          />
        )}
      </FormField>
    </>
  );
}

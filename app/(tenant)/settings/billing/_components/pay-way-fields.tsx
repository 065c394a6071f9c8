"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/app/_ui/patterns/form/field-message";
import { FormField } from "@/app/_ui/patterns/form-field";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { Input, Select } from "@/app/_ui/primitives/input";
import { PAY_WAY_KINDS, type PayWay } from "@/server/modules/tenants/settings/paying-schema";

const CURRENCIES = ["PEN", "ARS", "BRL", "CLP", "COP", "MXN", "USD", "EUR"];
const LENGTH = { name: 60, number: 120, more: 200 } as const;
type Fault = { path: readonly PropertyKey[]; message: string };

type PayWayFieldsProps = {
  way: PayWay;
  /** 1, 2, … as people count. */
  place: number;
  faults: readonly Fault[];
  onChange: (part: Partial<PayWay>) => void;
  onRemove: () => void;
};

/** One way to pay; what its lines are called follows its kind. */
export function PayWayFields({ way, place, faults, onChange, onRemove }: PayWayFieldsProps) {
  const t = useTranslations("billingRun.pay");
  const say = useFieldMessage();
  const { kind, currency } = way;
  const line = (field: "name" | "number" | "more") => (
    <FormField
      label={t(`${field}.${kind}`)}
      optional={field !== "name"}
      error={say(faults.find(({ path }) => path.at(-1) === field)?.message)}
    >
      {(control) => (
        <Input
          {...control}
          value={way[field]}
          maxLength={LENGTH[field]}
          onChange={({ target }) => onChange({ [field]: target.value })}
        />
      )}
    </FormField>
  );
  return (
    <div
      role="group"
      aria-label={t("way", { place })}
      className="space-y-3 rounded-control border border-subtle p-4"
    >
      <div className="flex items-start gap-3">
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
          <FormField label={t("kind")}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={({ target }) => {
                  const next = PAY_WAY_KINDS.find((one) => one === target.value);
                  if (next) onChange({ kind: next });
                }}
              >
                {PAY_WAY_KINDS.map((one) => (
                  <option key={one} value={one}>
                    {t(`kinds.${one}`)}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <FormField label={t("currency")}>
            {(control) => (
              <Select
                {...control}
                value={currency}
                onChange={({ target }) => onChange({ currency: target.value })}
              >
                <option value="">{t("anyCurrency")}</option>
                {CURRENCIES.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </FormField>
        </div>
        <IconButton icon={Trash2} label={t("remove", { place })} onClick={onRemove} />
      </div>
      <div className="grid items-start gap-3 md:grid-cols-2">
        {line("name")}
        {line("number")}
      </div>
      {line("more")}
    </div>
  );
}

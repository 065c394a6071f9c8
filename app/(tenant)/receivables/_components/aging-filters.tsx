"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Select } from "@/app/_ui/primitives/input";
import type { AgingDto, AgingInput } from "@/server/modules/billing/statements/schema";
import { type AgingBy, hrefOf } from "./aging-asked";

type AgingFiltersProps = { by: AgingBy; filters: AgingInput; aging: AgingDto | undefined };

/** A plain form: what is asked for stands in the address. */
export function AgingFilters({ by, filters, aging }: AgingFiltersProps) {
  const t = useTranslations("receivables");
  const api = useTRPC();
  const units = useQuery(api.tenants.listUnits.queryOptions());
  const branches = useQuery(api.tenants.listBranches.queryOptions());
  const { customerId, businessUnitId = "", branchId = "", currency = "" } = filters;
  const day = filters.asOf ?? aging?.asOf ?? "";
  return (
    <form
      // The browser keeps what was typed: another address is another form.
      key={`${hrefOf({ ...filters, by })}${day}`}
      method="get"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <input type="hidden" name="by" value={by} />
      {customerId && <input type="hidden" name="customerId" value={customerId} />}
      <FormField label={t("asOf")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            name="asOf"
            defaultValue={day}
            {...(aging && { max: aging.today })}
          />
        )}
      </FormField>
      <FormField label={t("currency")}>
        {(control) => (
          <Input
            {...control}
            name="currency"
            defaultValue={currency}
            placeholder={t("all")}
            maxLength={3}
            pattern="[A-Z]{3}"
            className="sm:w-24"
          />
        )}
      </FormField>
      <Place label={t("unit")} name="businessUnitId" value={businessUnitId} options={units.data} />
      <Place label={t("branch")} name="branchId" value={branchId} options={branches.data} />
      <Button type="submit">{t("show")}</Button>
      {Object.keys(filters).length > 0 && (
        <Button asChild variant="quiet">
          <Link href={hrefOf({ by })}>{t("clear")}</Link>
        </Button>
      )}
    </form>
  );
}

type PlaceProps = {
  label: string;
  name: string;
  value: string;
  options: readonly { id: string; name: string }[] | undefined;
};

function Place({ label, name, value, options = [] }: PlaceProps) {
  const t = useTranslations("receivables");
  if (options.length === 0) return null;
  return (
    <FormField label={label}>
      {(control) => (
        <Select {...control} name={name} defaultValue={value}>
          <option value="">{t("all")}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
          <option value="none">{t("none")}</option>
        </Select>
      )}
    </FormField>
  );
}

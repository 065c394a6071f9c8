"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Input } from "@/app/_ui/primitives/input";
import { RESOURCE_KEYS, type ResourceKey } from "./resource-keys";

const GIGABYTE = 1024 ** 3;
/** Storage is typed in GB and kept in bytes. */
const unit = (resource: string): number => (resource === "storageBytes" ? GIGABYTE : 1);

/** One number a resource; empty: no limit of its own. */
export function LimitFields({
  limits,
  errors = {},
}: {
  limits: Readonly<Record<string, number | null>>;
  errors?: Record<string, string | undefined>;
}) {
  const t = useTranslations();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {RESOURCE_KEYS.filter((resource) => resource !== "childTenants").map((resource) => (
        <FormField
          key={resource}
          label={
            resource === "storageBytes"
              ? t("children.gigabytes", { name: t(`resource.${resource}`) })
              : t(`resource.${resource}`)
          }
          error={errors[`limits.${resource}`]}
        >
          {(control) => (
            <Input
              {...control}
              name={`limit.${resource}`}
              type="number"
              min={0}
              step={1}
              inputMode="numeric"
              placeholder={t("children.noLimit")}
              defaultValue={
                typeof limits[resource] === "number"
                  ? Math.round(limits[resource] / unit(resource))
                  : ""
              }
              className="tabular-nums"
            />
          )}
        </FormField>
      ))}
    </div>
  );
}

/** What was typed; null where a field was left empty. Children never own children. */
export function readLimits(form: FormData): Partial<Record<ResourceKey, number | null>> {
  const limits: Partial<Record<ResourceKey, number | null>> = { childTenants: 0 };
  for (const resource of RESOURCE_KEYS) {
    if (resource === "childTenants") continue;
    const text = String(form.get(`limit.${resource}`) ?? "").trim();
    limits[resource] = text === "" ? null : Math.round(Number(text)) * unit(resource);
  }
  return limits;
}

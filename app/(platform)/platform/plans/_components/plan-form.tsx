"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import type { PlanDto, UpsertPlanInput } from "@/server/modules/platform/schema";
import { RESOURCE_NAMES } from "@/server/modules/tenants/rules/resources";

/** Name, price and limits of a plan; an empty limit is none. */
export function PlanForm({ plan, onDone }: { plan: PlanDto | undefined; onDone: () => void }) {
  const t = useTranslations();
  const api = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(
    api.platform.upsertPlan.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.platform.pathFilter());
        onDone();
      },
    }),
  );
  const errors = fieldErrors(save.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(planOf(new FormData(event.currentTarget), plan?.code));
  };
  const text = [
    ["code", plan?.code ?? "", "text"],
    ["name", plan?.name ?? "", "text"],
    ["price", String((plan?.priceMinor ?? 0) / 100), "number"],
    ["currency", plan?.currency ?? "USD", "text"],
  ] as const;
  return (
    <form onSubmit={submit} className="space-y-4">
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="grid gap-4 sm:grid-cols-2">
        {text.map(([name, value, type]) => (
          <FormField
            key={name}
            label={t(`plans.${name}`)}
            hint={name === "code" && !plan ? t("plans.codeHint") : undefined}
            error={errors[name === "price" ? "priceMinor" : name]}
          >
            {(control) => (
              <Input
                {...control}
                name={name}
                type={type}
                defaultValue={value}
                required
                readOnly={name === "code" && plan !== undefined}
                {...(type === "number" && { min: 0, step: "0.01" })}
              />
            )}
          </FormField>
        ))}
      </div>
      <Checkbox name="public" label={t("plans.public")} defaultChecked={plan?.public ?? true} />
      <fieldset>
        <legend className="font-medium">{t("plans.limits")}</legend>
        <p className="mb-3 text-[0.8125rem] text-muted">{t("plans.limitsHint")}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          {RESOURCE_NAMES.map((name) => (
            <FormField key={name} label={t(`resource.${name}`)} error={errors[`limits.${name}`]}>
              {(control) => (
                <Input
                  {...control}
                  name={`limit.${name}`}
                  type="number"
                  min={0}
                  step={1}
                  defaultValue={plan?.limits[name] ?? ""}
                />
              )}
            </FormField>
          ))}
        </div>
      </fieldset>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t("plans.save")}
        </Button>
      </div>
    </form>
  );
}

function planOf(form: FormData, code: string | undefined): UpsertPlanInput {
  const given = RESOURCE_NAMES.flatMap((name) => {
    const text = String(form.get(`limit.${name}`) ?? "").trim();
    return text === "" ? [] : [[name, Number(text)] as const];
  });
  return {
    code: code ?? String(form.get("code")),
    name: String(form.get("name")),
    priceMinor: Math.round(Number(form.get("price")) * 100),
    currency: String(form.get("currency")).toUpperCase(),
    public: form.get("public") !== null,
    limits: Object.fromEntries(given),
  };
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { useMay } from "@/app/_ui/shell/person";

type OfferedPlansProps = { chosen: readonly string[]; onChange: (plans: string[]) => void };

/** Plans that are sold, each with a tick. */
const SOLD = new Set(["subscription", "bundle"]);

/** Which plans customers may change to. */
export function OfferedPlans({ chosen, onChange }: OfferedPlansProps) {
  const t = useTranslations("policies.selfService");
  const api = useTRPC();
  const items = useQuery({
    ...api.catalog.list.queryOptions({ limit: 100 }),
    enabled: useMay()("catalog.read"),
  });
  const plans = (items.data?.items ?? []).filter(({ kind }) => SOLD.has(kind));
  if (plans.length === 0) return null;
  return (
    <fieldset>
      <legend className="font-medium">{t("plans")}</legend>
      <p className="mb-2 text-[0.8125rem] text-muted">{t("plansHint")}</p>
      <div className="grid max-h-64 gap-2 overflow-y-auto sm:grid-cols-2">
        {plans.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

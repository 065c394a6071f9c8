"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Card } from "@/app/_ui/primitives/card";
import { Switch } from "@/app/_ui/primitives/switch";
import type { MethodsByRole, RolePolicy } from "@/server/modules/auth/sign-in/schema";

type RoleMethodsProps = {
  role: keyof MethodsByRole;
  policy: RolePolicy;
  /** Is there any provider, so that the switch means anything? */
  oidcAvailable: boolean;
  onChange: (policy: RolePolicy) => void;
};

const METHODS = [
  ["password", "methodPassword"],
  ["phoneCode", "methodPhone"],
  ["passkey", "methodPasskey"],
  ["oidc", "methodOidc"],
] as const;

/** One role: its ways in, and whether one is enough. */
export function RoleMethods({ role, policy, oidcAvailable, onChange }: RoleMethodsProps) {
  const t = useTranslations();
  return (
    <Card className="p-4">
      <fieldset className="space-y-2.5">
        <legend className="mb-2 font-semibold">{t(`role.${role}`)}</legend>
        {METHODS.filter(([method]) => method !== "oidc" || oidcAvailable).map(([method, label]) => (
          <Row
            key={method}
            label={t(`account.${label}`)}
            on={policy[method]}
            onSet={(on) => onChange({ ...policy, [method]: on })}
          />
        ))}
        <div className="border-t border-subtle pt-2.5">
          <Row
            label={t("account.secondRequired")}
            on={policy.secondStep === "required"}
            onSet={(on) => onChange({ ...policy, secondStep: on ? "required" : "optional" })}
          />
        </div>
      </fieldset>
    </Card>
  );
}

function Row({ label, on, onSet }: { label: string; on: boolean; onSet: (on: boolean) => void }) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id}>{label}</label>
      <Switch id={id} checked={on} onChange={(event) => onSet(event.target.checked)} />
    </div>
  );
}

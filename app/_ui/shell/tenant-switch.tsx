"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Menu, MenuChoice, MenuLabel } from "@/app/_ui/primitives/menu";

/** The companies that a person works for; nothing for whoever works for one. */
export function TenantSwitch() {
  const t = useTranslations("people");
  const api = useTRPC();
  const { data = [] } = useQuery(api.people.listOwnTenants.queryOptions());
  const go = useMutation(
    api.people.switchTenant.mutationOptions({ onSuccess: ({ url }) => location.assign(url) }),
  );
  const current = data.find((tenant) => tenant.current);
  if (!current || data.length < 2) return null;
  return (
    <>
      <Menu
        trigger={
          <Button
            className="w-full justify-between"
            disabled={go.isPending || go.isSuccess}
            aria-label={t("switchFrom", { name: current.name })}
          >
            <span className="truncate">{current.name}</span>
            <ChevronsUpDown aria-hidden />
          </Button>
        }
      >
        <MenuLabel>{t("switchTo")}</MenuLabel>
        <MenuChoice
          value={current.tenantId}
          options={data.map(({ tenantId, name }) => ({ value: tenantId, label: name }))}
          onChoose={(tenantId) => tenantId !== current.tenantId && go.mutate({ tenantId })}
        />
      </Menu>
      {go.isError && <ErrorNotice error={go.error} />}
    </>
  );
}

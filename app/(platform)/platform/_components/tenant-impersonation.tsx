"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EnterForm } from "@/app/_ui/impersonation/enter-form";
import { ImpersonationList } from "@/app/_ui/impersonation/impersonation-list";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";

/** Opens the company as one of its people, after a reason. */
export function Impersonate({ tenantId, name }: { tenantId: string; name: string }) {
  const t = useTranslations("impersonation");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserRoundCheck aria-hidden />
        {t("act")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("actIn", { name })}>
        <EnterTenant tenantId={tenantId} />
      </Dialog>
    </>
  );
}

function EnterTenant({ tenantId }: { tenantId: string }) {
  const api = useTRPC();
  const members = useQuery(api.impersonation.listEnterable.queryOptions({ tenantId }));
  const enter = useMutation(
    api.impersonation.impersonate.mutationOptions({
      onSuccess: ({ url }) => location.assign(url),
    }),
  );
  return (
    <QueryView query={members}>
      {(list) => (
        <EnterForm
          members={list}
          busy={enter.isPending || enter.isSuccess}
          error={enter.error}
          onSubmit={(choice) => enter.mutate({ tenantId, ...choice })}
        />
      )}
    </QueryView>
  );
}

/** Who of the platform or the reseller has been in. */
export function TenantImpersonations({ tenantId }: { tenantId: string }) {
  const list = useQuery(useTRPC().impersonation.listOfTenant.queryOptions({ tenantId }));
  return <QueryView query={list}>{(items) => <ImpersonationList items={items} />}</QueryView>;
}

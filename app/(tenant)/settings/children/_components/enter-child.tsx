"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { EnterForm } from "@/app/_ui/impersonation/enter-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { Child } from "./child-card";

/** Goes into a child as one of its people, after a reason. */
export function EnterChild({ child, onClose }: { child: Child; onClose: () => void }) {
  const t = useTranslations("impersonation");
  const api = useTRPC();
  const childTenantId = child.id;
  const members = useQuery(api.impersonation.listChildMembers.queryOptions({ childTenantId }));
  const enter = useMutation(
    api.impersonation.enterChild.mutationOptions({
      onSuccess: ({ url }) => location.assign(url),
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("actIn", { name: child.name })}
    >
      <QueryView query={members}>
        {(list) => (
          <EnterForm
            members={list}
            busy={enter.isPending || enter.isSuccess}
            error={enter.error}
            onSubmit={(choice) => enter.mutate({ childTenantId, ...choice })}
          />
        )}
      </QueryView>
    </Dialog>
  );
}

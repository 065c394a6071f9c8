"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import type { TenantDetailDto } from "@/server/modules/platform/schema";

type Target = "active" | "read_only" | "suspended";

/** Opens, restricts or shuts a company, with a reason that it will be told. */
export function TenantStatus({ tenant }: { tenant: TenantDetailDto }) {
  const t = useTranslations("tenants");
  const api = useTRPC();
  const cache = useQueryClient();
  const [target, setTarget] = useState<Target>();
  const change = useMutation(
    api.platform.setTenantStatus.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.platform.pathFilter()),
    }),
  );
  const targets = (["active", "read_only", "suspended"] as const).filter(
    (status) => status !== tenant.status && tenant.status !== "closed",
  );
  return (
    <>
      {targets.map((status) => (
        <Button
          key={status}
          variant={status === "suspended" ? "danger" : "secondary"}
          onClick={() => setTarget(status)}
        >
          {t(`to.${status}`)}
        </Button>
      ))}
      {target && (
        <ConfirmAction
          open
          onOpenChange={(open) => !open && setTarget(undefined)}
          title={t(`to.${target}`)}
          confirmLabel={t(`to.${target}`)}
          askReason
          variant={target === "active" ? "primary" : "danger"}
          onConfirm={(reason) =>
            change.mutateAsync({ tenantId: tenant.id, status: target, reason })
          }
        >
          {t(`toText.${target}`, { name: tenant.name })}
        </ConfirmAction>
      )}
    </>
  );
}

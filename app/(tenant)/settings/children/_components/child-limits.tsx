"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { LimitFields, readLimits } from "./limit-fields";
import type { Child } from "./child-card";
import { RESOURCE_KEYS } from "./resource-keys";

/** What one company may use; a lower number deletes nothing. */
export function ChildLimits({ child, onClose }: { child: Child; onClose: () => void }) {
  const t = useTranslations();
  const api = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(api.tenants.setChildLimit.mutationOptions());
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (form: FormData) => {
    const limits = readLimits(form);
    setBusy(true);
    setError(undefined);
    try {
      for (const resource of RESOURCE_KEYS) {
        const maximum = limits[resource] ?? null;
        if (maximum === (child.limits[resource] ?? null)) continue;
        await save.mutateAsync({ childTenantId: child.id, resource, maximum });
      }
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
      await cache.invalidateQueries(api.tenants.listChildTenants.pathFilter());
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("children.limitsOf", { name: child.name })}
      description={t("children.limitsText")}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {error !== undefined && <ErrorNotice error={error} />}
        <LimitFields limits={child.limits} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={busy}>
            {t(busy ? "common.working" : "children.saveLimits")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

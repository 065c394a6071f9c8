"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Notice } from "@/app/_ui/primitives/notice";
import { TenantForm } from "./tenant-form";

/** Makes a company; its owner is invited by e-mail. */
export function CreateTenant({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tenants");
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(
    api.platform.createTenant.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.platform.pathFilter()),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("create")}>
      {create.data ? (
        <div className="space-y-4">
          <Notice tone="ok">{t("createdText", { slug: create.data.slug })}</Notice>
          <p>{t("invitedText")}</p>
          <div className="flex justify-end">
            <Button variant="primary" onClick={onClose}>
              {t("done")}
            </Button>
          </div>
        </div>
      ) : (
        <TenantForm
          busy={create.isPending}
          error={create.error}
          onSubmit={(input) => create.mutate(input)}
        />
      )}
    </Dialog>
  );
}

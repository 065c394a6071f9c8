"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Notice } from "@/app/_ui/primitives/notice";
import { ApiKeyForm } from "./api-key-form";

/** Makes a key and shows it, this once. */
export function CreateApiKey({ onClose }: { onClose: () => void }) {
  const t = useTranslations("apiKeys");
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(
    api.auth.createApiKey.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.auth.listApiKeys.queryFilter()),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("create")}>
      {create.data ? (
        <div className="space-y-4">
          <Notice tone="warn">{t("shownOnce")}</Notice>
          <CopyText text={create.data.secret} label={t("secret")} />
          <div className="flex justify-end">
            <Button variant="primary" onClick={onClose}>
              {t("saved")}
            </Button>
          </div>
        </div>
      ) : (
        <ApiKeyForm
          busy={create.isPending}
          error={create.error}
          onSubmit={(input) => create.mutate(input)}
        />
      )}
    </Dialog>
  );
}

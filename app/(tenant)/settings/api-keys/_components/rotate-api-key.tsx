"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Notice } from "@/app/_ui/primitives/notice";
import type { ApiKeyDto } from "@/server/modules/auth/schema";

type RotateApiKeyProps = { apiKey: ApiKeyDto; onClose: () => void };

/** A new secret for the same key; the old one may work on for a day. */
export function RotateApiKey({ apiKey, onClose }: RotateApiKeyProps) {
  const t = useTranslations("apiKeys");
  const api = useTRPC();
  const cache = useQueryClient();
  const [keep, setKeep] = useState(true);
  const rotate = useMutation(api.auth.rotateApiKey.mutationOptions());
  const close = () => {
    onClose();
    // Not before: the page below would be drawn anew, and the secret with it.
    void cache.invalidateQueries(api.auth.pathFilter());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t("rotateTitle", { name: apiKey.name })}
      description={rotate.data ? undefined : t("rotateText")}
    >
      {rotate.data ? (
        <div className="space-y-4">
          <Notice tone="warn">{t("shownOnce")}</Notice>
          <CopyText text={rotate.data.secret} label={t("secret")} />
          <div className="flex justify-end">
            <Button variant="primary" onClick={close}>
              {t("saved")}
            </Button>
          </div>
        </div>
      ) : (
        <div className="space-y-4">
          <Checkbox
            label={t("keepOld")}
            hint={t("keepOldHint")}
            checked={keep}
            onChange={({ target }) => setKeep(target.checked)}
          />
          {rotate.error && <ErrorNotice error={rotate.error} />}
          <div className="flex justify-end">
            <Button
              variant="primary"
              disabled={rotate.isPending}
              onClick={() => rotate.mutate({ apiKeyId: apiKey.id, keepOldHours: keep ? 24 : 0 })}
            >
              {t("rotate")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import type { ApiKeyDto } from "@/server/modules/auth/schema";

type RevokeApiKeyProps = { apiKey: ApiKeyDto | undefined; onClose: () => void };

/** Ends a key for good. */
export function RevokeApiKey({ apiKey, onClose }: RevokeApiKeyProps) {
  const t = useTranslations("apiKeys");
  const api = useTRPC();
  const cache = useQueryClient();
  const revoke = useMutation(
    api.auth.revokeApiKey.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.auth.listApiKeys.queryFilter()),
    }),
  );
  if (!apiKey) return null;
  return (
    <ConfirmAction
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("revokeTitle")}
      confirmLabel={t("revoke")}
      onConfirm={() => revoke.mutateAsync({ apiKeyId: apiKey.id })}
    >
      {t("revokeText", { name: apiKey.name })}
    </ConfirmAction>
  );
}

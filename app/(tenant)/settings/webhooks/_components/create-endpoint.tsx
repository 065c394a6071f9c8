"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { EndpointForm } from "./endpoint-form";
import { ShownSecret } from "./shown-secret";

/** Adds an endpoint and shows its signing secret, this once. */
export function CreateEndpoint({ onClose }: { onClose: () => void }) {
  const t = useTranslations("webhooks");
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(
    api.hub.createEndpoint.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.hub.pathFilter()),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("create")}>
      {create.data ? (
        <ShownSecret secret={create.data.secret} onDone={onClose} />
      ) : (
        <EndpointForm
          busy={create.isPending}
          error={create.error}
          onSubmit={(input) => create.mutate(input)}
        />
      )}
    </Dialog>
  );
}

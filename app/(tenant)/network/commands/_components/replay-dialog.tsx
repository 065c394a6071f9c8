"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import type { EnforcementDto } from "@/server/modules/network/log-schema";

type ReplayDialogProps = {
  /** None: all that did not go through. */
  commands: readonly EnforcementDto[];
  onClose: () => void;
};

/** Asks again for what did not go through, with a reason that stays in the log. */
export function ReplayDialog({ commands, onClose }: ReplayDialogProps) {
  const t = useTranslations("network");
  const api = useTRPC();
  const cache = useQueryClient();
  const replay = useMutation(
    api.network.replay.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.network.pathFilter()),
    }),
  );
  const some = commands.length > 0;
  const title = t(some ? "log.again" : "replay");
  return (
    <ConfirmAction
      open
      onOpenChange={onClose}
      title={title}
      confirmLabel={title}
      variant="primary"
      askReason
      onConfirm={(reason) =>
        replay.mutateAsync({ reason, ...(some && { commandIds: commands.map(({ id }) => id) }) })
      }
    >
      {some && (
        <p className="font-medium">
          {commands.map(({ number, customerName }) => `#${number} ${customerName}`).join(", ")}
        </p>
      )}
      <p>{t("replayText")}</p>
    </ConfirmAction>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";

/** Has the ladder look at everybody now. */
export function RunLadder() {
  const t = useTranslations("dunning.run");
  const api = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const run = useMutation(
    api.collections.runLadder.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Play aria-hidden />
        {t("all")}
      </Button>
      <ConfirmAction
        open={open}
        onOpenChange={setOpen}
        title={t("allTitle")}
        confirmLabel={t("all")}
        variant="primary"
        onConfirm={async () => {
          await run.mutateAsync();
          showToast(t("allAsked"));
        }}
      >
        {t("allText")}
      </ConfirmAction>
    </>
  );
}

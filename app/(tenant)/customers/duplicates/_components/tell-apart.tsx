"use client";

import { useMutation } from "@tanstack/react-query";
import { Split } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import type { DuplicateListDto } from "@/server/modules/crm/rules/merge-schema";

type TellApartProps = { pair: DuplicateListDto["pairs"][number]; onDone: () => Promise<unknown> };

/** Says that a pair is two, with the way back; the list of those told apart has it later. */
export function TellApart({ pair, onDone }: TellApartProps) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const undo = useMutation(api.customers.undoTellApart.mutationOptions({ onSuccess: onDone }));
  const tell = useMutation(
    api.customers.tellApart.mutationOptions({
      onSuccess: async (told) => {
        showToast(t("toldApartDone"), { undo: () => undo.mutate(told) });
        await onDone();
      },
    }),
  );
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        disabled={tell.isPending}
        onClick={() => tell.mutate({ oneId: pair.a.id, otherId: pair.b.id })}
      >
        <Split aria-hidden />
        {t("tellApart")}
        <span className="sr-only">
          {pair.a.name}, {pair.b.name}
        </span>
      </Button>
      {tell.error && <ErrorNotice error={tell.error} />}
    </>
  );
}

"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { useRefreshMoney } from "../../_components/use-refresh-money";
import { CERTAIN } from "./movement-filters";

/** Takes all that is certain, after saying how much it is. */
export function AcceptCertain() {
  const t = useTranslations("bank");
  const api = useTRPC();
  const refresh = useRefreshMoney();
  const [asked, setAsked] = useState(false);
  const count = useQuery(api.payments.countMovements.queryOptions(CERTAIN)).data?.count ?? 0;
  const accept = useMutation(api.payments.acceptCertain.mutationOptions());
  const takeAll = async () => {
    let accepted = 0;
    let part: { accepted: number; left: number };
    do {
      part = await accept.mutateAsync();
      accepted += part.accepted;
      // None of a whole lot could be taken: the rest waits for a person.
    } while (part.left > 0 && part.accepted > 0);
    await refresh();
    showToast(t("acceptedToast", { count: accepted }));
  };
  return (
    <>
      <Button variant="primary" disabled={count === 0} onClick={() => setAsked(true)}>
        <CheckCheck aria-hidden />
        {t("acceptCertain", { count })}
      </Button>
      <ConfirmAction
        open={asked}
        onOpenChange={setAsked}
        title={t("acceptCertainTitle", { count })}
        confirmLabel={t("acceptCertainConfirm")}
        variant="primary"
        onConfirm={takeAll}
      >
        {t("acceptCertainText")}
      </ConfirmAction>
    </>
  );
}

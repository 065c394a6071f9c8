"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, RotateCcw, UserSearch } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { MovementDetailDto } from "@/server/modules/payments/bank/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";
import { ChooseCustomer } from "./choose-customer";

type Props = { movement: MovementDetailDto };
type Asked = "accept" | "choose" | "ignore" | "undo" | undefined;

/** What can be decided of a movement, and how it is taken back. */
export function MovementActions({ movement }: Props) {
  if (movement.status === "waiting") return <Decide movement={movement} />;
  return movement.status === "out" ? null : <TakeBack movement={movement} />;
}

/** What accepting the offer means. */
function offeredAs({ payment, proofId, customer }: MovementDetailDto) {
  if (payment) return { kind: "payment" as const, id: payment.id };
  if (proofId) return { kind: "proof" as const, id: proofId };
  return customer ? { kind: "customer" as const, id: customer.id } : null;
}

function Decide({ movement }: Props) {
  const t = useTranslations("bank");
  const api = useTRPC();
  const onSuccess = useRefreshMoney();
  const [asked, setAsked] = useState<Asked>();
  const accept = useMutation(api.payments.acceptMovement.mutationOptions({ onSuccess }));
  const ignore = useMutation(api.payments.ignoreMovement.mutationOptions({ onSuccess }));
  const close = () => setAsked(undefined);
  const [as, movementId] = [offeredAs(movement), movement.id];
  return (
    <>
      <Button onClick={() => setAsked("ignore")}>
        <CircleSlash aria-hidden />
        {t("ignore")}
      </Button>
      <Button onClick={() => setAsked("choose")}>
        <UserSearch aria-hidden />
        {t("choose")}
      </Button>
      {as && (
        <Button variant="primary" onClick={() => setAsked("accept")}>
          <CircleCheck aria-hidden />
          {t("accept")}
        </Button>
      )}
      {asked === "choose" && <ChooseCustomer movement={movement} onClose={close} />}
      {as && (
        <ConfirmAction
          open={asked === "accept"}
          onOpenChange={close}
          title={t("acceptTitle", { customer: movement.customer?.name ?? "" })}
          confirmLabel={t("accept")}
          variant="primary"
          onConfirm={async () => {
            await accept.mutateAsync({ movementId, as });
            showToast(t("matchedToast"));
          }}
        >
          {t(as.kind === "payment" ? "linkText" : as.kind === "proof" ? "proofText" : "postText", {
            receipt: movement.payment?.receipt ?? "",
          })}
        </ConfirmAction>
      )}
      <ConfirmAction
        open={asked === "ignore"}
        onOpenChange={close}
        title={t("ignoreTitle")}
        confirmLabel={t("ignore")}
        variant="primary"
        askReason
        onConfirm={async (reason) => {
          await ignore.mutateAsync({ movementId, reason });
          showToast(t("ignoredToast"));
        }}
      >
        {t("ignoreText")}
      </ConfirmAction>
    </>
  );
}

function TakeBack({ movement: { id: movementId, status } }: Props) {
  const t = useTranslations("bank");
  const api = useTRPC();
  const may = useMay();
  const onSuccess = useRefreshMoney();
  const [asked, setAsked] = useState<Asked>();
  const undo = useMutation(api.payments.undoMovement.mutationOptions({ onSuccess }));
  const reopen = useMutation(api.payments.reopenMovement.mutationOptions({ onSuccess }));
  const posted = status === "matched";
  if (posted && !may("payment.refund")) return null;
  return (
    <>
      <Button onClick={() => setAsked("undo")}>
        <RotateCcw aria-hidden />
        {t("undo")}
      </Button>
      <ConfirmAction
        open={asked === "undo"}
        onOpenChange={() => setAsked(undefined)}
        title={t("undoTitle")}
        confirmLabel={t("undo")}
        askReason={posted}
        onConfirm={async (reason) => {
          if (posted) await undo.mutateAsync({ movementId, reason });
          else await reopen.mutateAsync({ movementId });
          showToast(t("undoneToast"));
        }}
      >
        {t(posted ? "undoText" : "reopenText")}
      </ConfirmAction>
    </>
  );
}

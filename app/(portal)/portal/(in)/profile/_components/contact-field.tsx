"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { RequestedChangeDto } from "@/server/modules/portal/schema";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";
import { CodeForm } from "../../../sign-in/_components/code-form";
import { NewAddressForm } from "./new-address-form";

type ContactFieldProps = { kind: "email" | "phone"; value: string | null };

/** An address on the record; a new one counts once its code came back. */
export function ContactField({ kind, value }: ContactFieldProps) {
  const t = useTranslations("portal");
  const [step, setStep] = useState<"shown" | "asked" | RequestedChangeDto>("shown");
  const [shown, setShown] = useState(value);
  const { busy, error, fieldError, forget, run } = useCall();
  const ask = (address: string) =>
    run(async () => setStep(await portalApi.requestContactChange.mutate({ kind, address })));
  const confirm = ({ requestId, address }: RequestedChangeDto, code: string) =>
    run(async () => {
      const after = await portalApi.confirmContactChange.mutate({ kind, address, requestId, code });
      setShown(after[kind]);
      setStep("shown");
    });
  const back = () => {
    forget();
    setStep("shown");
  };
  return (
    <Card className="space-y-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{t(kind)}</h2>
          <p className="break-words" role="status">
            {shown ?? <span className="text-muted">{t("none")}</span>}
          </p>
        </div>
        {step === "shown" && (
          <Button onClick={() => setStep("asked")} aria-label={t(`change.${kind}`)}>
            {t("changeIt")}
          </Button>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {step === "asked" && (
        <NewAddressForm
          kind={kind}
          busy={busy}
          error={fieldError("address")}
          onAddress={ask}
          onCancel={back}
        />
      )}
      {typeof step === "object" && (
        <CodeForm
          busy={busy}
          error={fieldError("code")}
          text={t("sentToNew", { address: step.address })}
          onCode={(code) => void confirm(step, code)}
          onAgain={() => void ask(step.address)}
          onOther={back}
        />
      )}
    </Card>
  );
}

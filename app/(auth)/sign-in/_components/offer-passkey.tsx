"use client";

import { useTranslations } from "next-intl";
import { useCall } from "@/app/_trpc/use-call";
import { makePasskey } from "@/app/_trpc/passkeys";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";

/** After a phone's code: this device may remember the person, so that the next time needs no message. */
export function OfferPasskey({ onDone }: { onDone: () => void }) {
  const t = useTranslations("signIn");
  const call = useCall();
  const keep = () =>
    call.run(async () => {
      const { challenge, options } = await visitorApi.auth.beginPasskey.mutate();
      const response = await makePasskey(options);
      if (!response) return;
      const name = t("thisDevice");
      await visitorApi.auth.registerPasskey.mutate({ challenge, response, name });
      onDone();
    });
  return (
    <div className="space-y-4">
      <h2 className="font-semibold">{t("offerTitle")}</h2>
      <p className="text-muted">{t("offerText")}</p>
      {call.error !== null && <ErrorNotice error={call.error} />}
      <Button variant="primary" className="h-10 w-full" disabled={call.busy} onClick={keep}>
        {t("offerYes")}
      </Button>
      <Button className="h-10 w-full" onClick={onDone}>
        {t("offerNo")}
      </Button>
    </div>
  );
}

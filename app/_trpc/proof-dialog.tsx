"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { acrossSessions } from "./open-live";
import { redeemTicket } from "./redeem-ticket";
import { useCall } from "@/app/_trpc/use-call";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input } from "@/app/_ui/primitives/input";
import type { ProofInput, ProofMethod } from "@/server/modules/auth/sign-in/schema";
import { signWithPasskey } from "./passkeys";
import { visitorApi } from "./visitor-api";

/** Asks the person to prove again who they are, by the best that they have; the session goes on under a new id. */
export function ProofDialog({ onAnswer }: { onAnswer: (proved: boolean) => void }) {
  const t = useTranslations("account");
  const call = useCall();
  const [methods, setMethods] = useState<ProofMethod[]>();
  const [method, setMethod] = useState<ProofMethod>();
  const [codeId, setCodeId] = useState<string>();
  const { auth } = visitorApi;
  useEffect(() => {
    void call.run(async () => {
      const offer = await auth.offerProof.query();
      setMethods(offer.methods);
      setMethod(offer.methods[0]);
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked once, when the dialog opens
  }, []);
  const prove = (input: () => Promise<ProofInput | undefined>) =>
    call.run(async () => {
      const given = await input();
      if (!given) return;
      const { ticket } = await auth.proveAgain.mutate(given);
      await acrossSessions(() => redeemTicket(ticket));
      onAnswer(true);
    });
  const byPasskey = () =>
    prove(async () => {
      const { challenge, options } = await auth.beginProof.mutate();
      const response = await signWithPasskey(options);
      return response && { method: "passkey", challenge, response };
    });
  const byForm = (text: string) =>
    prove(async () => {
      if (method === "password") return { method, password: text };
      if (method === "totp") return { method, code: text };
      return { method: "phoneCode", codeId: codeId ?? "", code: text };
    });
  const send = () => call.run(async () => setCodeId((await auth.sendProofCode.mutate()).codeId));
  const typed = method === "password" || method === "totp" || codeId !== undefined;
  return (
    <Dialog
      open
      onOpenChange={() => onAnswer(false)}
      title={t("proof")}
      description={t("proofText")}
    >
      <form
        className="space-y-4"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          void byForm(String(new FormData(event.currentTarget).get("proof")));
        }}
      >
        {call.error !== null && <ErrorNotice error={call.error} />}
        {methods?.length === 0 && <p>{t("proofNone")}</p>}
        {method === "passkey" && (
          <Button variant="primary" className="w-full" disabled={call.busy} onClick={byPasskey}>
            {t("proofPasskey")}
          </Button>
        )}
        {method === "phoneCode" && !codeId && (
          <Button variant="primary" className="w-full" disabled={call.busy} onClick={send}>
            {t("proofSend")}
          </Button>
        )}
        {method && typed && <ProofField key={method} method={method} busy={call.busy} />}
        <div className="flex flex-wrap gap-3">
          {methods
            ?.filter((one) => one !== method)
            .map((one) => (
              <Button
                key={one}
                variant="link"
                className="min-h-6"
                onClick={() => {
                  call.forget();
                  setMethod(one);
                }}
              >
                {t("proofWith", { method: t(`methods.${one}`) })}
              </Button>
            ))}
        </div>
      </form>
    </Dialog>
  );
}

function ProofField({ method, busy }: { method: ProofMethod; busy: boolean }) {
  const t = useTranslations("account");
  const secret = method === "password";
  return (
    <>
      <FormField label={t(secret ? "proofPassword" : method === "totp" ? "appCode" : "proofCode")}>
        {(control) => (
          <Input
            {...control}
            name="proof"
            type={secret ? "password" : "text"}
            inputMode={secret ? "text" : "numeric"}
            autoComplete={secret ? "current-password" : "one-time-code"}
            required
            maxLength={secret ? 256 : 20}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="w-full" disabled={busy}>
        {t("confirm")}
      </Button>
    </>
  );
}

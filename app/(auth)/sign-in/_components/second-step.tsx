"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCall } from "@/app/_trpc/use-call";
import { signWithPasskey } from "@/app/_trpc/passkeys";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import type { SignInAnswer } from "@/server/modules/auth/sign-in/schema";
import { CodeField } from "./code-field";

type SecondStepProps = {
  step: NonNullable<SignInAnswer["nextStep"]>;
  onAnswer: (answer: SignInAnswer) => Promise<void>;
  onAgain: () => void;
};

/** The second proof: the app's code, a paper code, or a passkey. */
export function SecondStep({ step, onAnswer, onAgain }: SecondStepProps) {
  const t = useTranslations("signIn");
  const call = useCall();
  const { challenge, methods } = step;
  const [method, setMethod] = useState<"totp" | "recoveryCode">("totp");
  const { auth } = visitorApi;
  const withCode = (code: string) =>
    call.run(async () => {
      await onAnswer(await auth.finishSecondStep.mutate({ challenge, method, code }));
    });
  const withKey = () =>
    call.run(async () => {
      const { options } = await auth.beginSecondStepPasskey.mutate({ challenge });
      const response = await signWithPasskey(options);
      if (!response) return;
      await onAnswer(
        await auth.finishSecondStep.mutate({ challenge, method: "passkey", response }),
      );
    });
  const other = method === "totp" ? "recoveryCode" : "totp";
  return (
    <form
      className="space-y-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void withCode(String(new FormData(event.currentTarget).get("code")));
      }}
    >
      <h2 className="font-semibold">{t("secondTitle")}</h2>
      {call.error !== null && <ErrorNotice error={call.error} />}
      {methods.includes("totp") && (
        <>
          <CodeField
            key={method}
            label={t(method === "totp" ? "appCode" : "recoveryCode")}
            hint={t(method === "totp" ? "appCodeHint" : "recoveryCodeHint")}
            words={method === "recoveryCode"}
          />
          <Button type="submit" variant="primary" className="h-10 w-full" disabled={call.busy}>
            {call.busy ? t("entering") : t("verify")}
          </Button>
        </>
      )}
      {methods.includes("passkey") && (
        <Button className="h-10 w-full" disabled={call.busy} onClick={withKey}>
          <KeyRound aria-hidden />
          {t("usePasskey")}
        </Button>
      )}
      <div className="flex flex-wrap justify-between gap-2">
        {methods.includes(other) && (
          <Button variant="link" className="min-h-6" onClick={() => setMethod(other)}>
            {t(other === "totp" ? "useApp" : "useRecovery")}
          </Button>
        )}
        <Button variant="link" className="min-h-6" onClick={onAgain}>
          {t("again")}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCall } from "@/app/_trpc/use-call";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { AppKey } from "@/app/_ui/patterns/app-key";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PaperCodes } from "@/app/_ui/patterns/paper-codes";
import { Button } from "@/app/_ui/primitives/button";
import type { EnrolledDto, SignInAnswer, TotpSetUpDto } from "@/server/modules/auth/sign-in/schema";
import { CodeField } from "./code-field";

type EnrolStepProps = {
  challenge: string;
  onAnswer: (answer: SignInAnswer) => Promise<void>;
  onAgain: () => void;
};

/** The role asks for a second step and there is none yet: it is set up here, before anything else opens. */
export function EnrolStep({ challenge, onAnswer, onAgain }: EnrolStepProps) {
  const t = useTranslations("signIn");
  const call = useCall();
  const [setUp, setSetUp] = useState<TotpSetUpDto>();
  const [done, setDone] = useState<EnrolledDto>();
  const begin = () =>
    call.run(async () =>
      setSetUp(await visitorApi.auth.beginEnrolmentAtSignIn.mutate({ challenge })),
    );
  const finish = (code: string) =>
    call.run(async () =>
      setDone(await visitorApi.auth.finishEnrolmentAtSignIn.mutate({ challenge, code })),
    );
  if (done)
    return (
      <PaperCodes
        codes={done.codes}
        busy={call.busy}
        onDone={() => call.run(() => onAnswer(done))}
      />
    );
  return (
    <form
      className="space-y-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void (setUp ? finish(String(new FormData(event.currentTarget).get("code"))) : begin());
      }}
    >
      <h2 className="font-semibold">{t("enrolTitle")}</h2>
      <p className="text-muted">{t("enrolText")}</p>
      {call.error !== null && <ErrorNotice error={call.error} />}
      {setUp && (
        <>
          <AppKey setUp={setUp} />
          <CodeField label={t("appCode")} hint={t("appCodeHint")} />
        </>
      )}
      <Button type="submit" variant="primary" className="h-10 w-full" disabled={call.busy}>
        {setUp ? t("verify") : t("enrolBegin")}
      </Button>
      <Button variant="link" className="min-h-6" onClick={onAgain}>
        {t("again")}
      </Button>
    </form>
  );
}

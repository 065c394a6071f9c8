"use client";

import { UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useCall } from "@/app/_trpc/use-call";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import type { SignInAnswer, SignInOfferDto } from "@/server/modules/auth/sign-in/schema";
import { finishWithProvider, leaveForProvider, takeProviderAnswer } from "../oidc";

type ProviderButtonsProps = {
  providers: SignInOfferDto["providers"];
  next: string | undefined;
  onAnswer: (answer: SignInAnswer, next: string | undefined) => Promise<void>;
};

/** A button for each account elsewhere; also where one comes back with the provider's answer. */
export function ProviderButtons({ providers, next, onAnswer }: ProviderButtonsProps) {
  const t = useTranslations("signIn");
  const call = useCall();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const given = takeProviderAnswer();
    if (given)
      void call.run(async () => {
        const done = await finishWithProvider(given);
        await onAnswer(done.answer, done.next);
      });
  });
  return (
    <div className="space-y-2">
      {call.error !== null && <ErrorNotice error={call.error} />}
      {call.busy && (
        <p role="status" className="text-center text-muted">
          {t("checkingAccount")}
        </p>
      )}
      {providers.map(({ id, label }) => (
        <Button
          key={id}
          className="h-10 w-full"
          disabled={call.busy}
          onClick={() => call.run(() => leaveForProvider(id, next))}
        >
          <UserRound aria-hidden />
          {t("useProvider", { provider: label })}
        </Button>
      ))}
    </div>
  );
}

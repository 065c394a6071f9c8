"use client";

import { KeyRound, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCall } from "@/app/_trpc/use-call";
import { signWithPasskey } from "@/app/_trpc/passkeys";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import type { SignInAnswer, SignInOfferDto } from "@/server/modules/auth/sign-in/schema";
import { PasswordForm } from "./password-form";
import { PhoneForm } from "./phone-form";
import { ProviderButtons } from "./provider-buttons";

type FirstStepProps = {
  offer: SignInOfferDto;
  next: string | undefined;
  onAnswer: (answer: SignInAnswer, byPhone?: boolean) => Promise<void>;
  onProvider: (answer: SignInAnswer, next: string | undefined) => Promise<void>;
};

/** The ways in that this company allows: the password first, the rest one tap away. */
export function FirstStep({ offer, next, onAnswer, onProvider }: FirstStepProps) {
  const t = useTranslations("signIn");
  const [byPhone, setByPhone] = useState(!offer.password && offer.phoneCode);
  const passkey = useCall();
  const usePasskey = () =>
    passkey.run(async () => {
      const { auth } = visitorApi;
      const { challenge, options } = await auth.beginPasskeySignIn.mutate();
      const response = await signWithPasskey(options);
      if (!response) return;
      await onAnswer(await auth.signInWithPasskey.mutate({ challenge, response }));
    });
  const others = offer.providers.length > 0 || offer.passkey || (offer.phoneCode && offer.password);
  return (
    <div className="space-y-4">
      {passkey.error !== null && <ErrorNotice error={passkey.error} />}
      {byPhone && <PhoneForm onAnswer={(answer) => onAnswer(answer, true)} />}
      {!byPhone && offer.password && <PasswordForm onAnswer={onAnswer} />}
      {others && (
        <div className="space-y-2 border-t border-subtle pt-4">
          {offer.providers.length > 0 && (
            <ProviderButtons providers={offer.providers} next={next} onAnswer={onProvider} />
          )}
          {offer.passkey && (
            <Button className="h-10 w-full" disabled={passkey.busy} onClick={usePasskey}>
              <KeyRound aria-hidden />
              {t("usePasskey")}
            </Button>
          )}
          {offer.phoneCode && offer.password && (
            <Button className="h-10 w-full" onClick={() => setByPhone(!byPhone)}>
              {!byPhone && <Smartphone aria-hidden />}
              {byPhone ? t("usePassword") : t("usePhone")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { ProvenAddressDto } from "@/server/modules/portal/schema";
import { portalApi } from "@/app/_trpc/portal-api";
import { redeemTicket } from "@/app/_trpc/redeem-ticket";
import { useCall } from "@/app/_trpc/use-call";
import { AccountChoice } from "../../_components/account-choice";

/** One button: the link is used when a person presses it, not when it is opened. */
export function LinkSignIn({ home, signIn }: { home: string; signIn: string }) {
  const t = useTranslations("portal");
  const [choice, setChoice] = useState<ProvenAddressDto["choice"]>(null);
  const { busy, error, run } = useCall();
  const enter = () =>
    run(async () => {
      // Behind the #: no server and no log has seen it on the way here. What is no token is answered like a used one.
      const given = location.hash.slice(1);
      const link = /^[\w-]{43}$/.test(given) ? given : "x".repeat(43);
      const proven = await portalApi.signInWithLink.mutate({ link });
      history.replaceState(null, "", location.pathname);
      setChoice(proven.choice);
      if (!proven.ticket) return;
      await redeemTicket(proven.ticket, "portal");
      location.assign(home);
    });
  if (choice) return <AccountChoice choice={choice} home={home} />;
  return (
    <Card className="space-y-4 border-t-4 border-t-brand p-5">
      {error !== null && <ErrorNotice error={error} />}
      <Button
        variant="primary"
        className="h-12 w-full text-base"
        disabled={busy}
        onClick={() => void enter()}
      >
        {t("enter")}
      </Button>
      <p>
        <a href={signIn} className="text-brand-text underline underline-offset-4">
          {t("askForCode")}
        </a>
      </p>
    </Card>
  );
}

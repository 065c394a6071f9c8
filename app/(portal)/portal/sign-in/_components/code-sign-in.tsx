"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Card } from "@/app/_ui/primitives/card";
import type { ProvenAddressDto, RequestedCodeDto } from "@/server/modules/portal/schema";
import { portalApi } from "@/app/_trpc/portal-api";
import { redeemTicket } from "@/app/_trpc/redeem-ticket";
import { useCall } from "@/app/_trpc/use-call";
import { AccountChoice } from "../../_components/account-choice";
import { AddressForm } from "./address-form";
import { CodeForm } from "./code-form";

type Asked = RequestedCodeDto & { address: string };

/** Address → code → (which account) → the portal. */
export function CodeSignIn({ home }: { home: string }) {
  const t = useTranslations("portal");
  const [asked, setAsked] = useState<Asked>();
  const [choice, setChoice] = useState<ProvenAddressDto["choice"]>(null);
  const call = useCall();
  const ask = (address: string) =>
    call.run(async () =>
      setAsked({ ...(await portalApi.requestCode.mutate({ address })), address }),
    );
  const proven = async ({ ticket, choice: among }: ProvenAddressDto) => {
    setChoice(among);
    if (!ticket) return;
    await redeemTicket(ticket, "portal");
    // A full load: nothing that the stranger's page kept survives.
    location.assign(home);
  };
  if (choice) return <AccountChoice choice={choice} home={home} />;
  return (
    <Card className="space-y-4 border-t-4 border-t-brand p-5">
      {call.error !== null && <ErrorNotice error={call.error} />}
      {asked ? (
        <CodeForm
          busy={call.busy}
          error={call.fieldError("code")}
          text={t(`sentTo.${asked.sentTo}`, { address: asked.address })}
          onCode={(code) =>
            call.run(async () =>
              proven(await portalApi.signInWithCode.mutate({ requestId: asked.requestId, code })),
            )
          }
          onAgain={() => ask(asked.address)}
          onOther={() => {
            call.forget();
            setAsked(undefined);
          }}
        />
      ) : (
        <AddressForm busy={call.busy} error={call.fieldError("address")} onAddress={ask} />
      )}
    </Card>
  );
}

"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Card } from "@/app/_ui/primitives/card";
import type { ProvenAddressDto } from "@/server/modules/portal/schema";
import { portalApi } from "@/app/_trpc/portal-api";
import { redeemTicket } from "@/app/_trpc/redeem-ticket";
import { useCall } from "@/app/_trpc/use-call";

type Choice = NonNullable<ProvenAddressDto["choice"]>;

/** An address that several customers share: which of them is here now. */
export function AccountChoice({ choice, home }: { choice: Choice; home: string }) {
  const t = useTranslations("portal");
  const { busy, error, run } = useCall();
  const choose = (customerId: string) =>
    run(async () => {
      const { ticket } = await portalApi.chooseAccount.mutate({ proof: choice.proof, customerId });
      await redeemTicket(ticket, "portal");
      location.assign(home);
    });
  return (
    <Card className="space-y-4 border-t-4 border-t-brand p-5">
      <h2 className="text-base font-semibold">{t("whichAccount")}</h2>
      {error !== null && <ErrorNotice error={error} />}
      <ul className="space-y-2">
        {choice.accounts.map(({ customerId, name, number, city }) => (
          <li key={customerId}>
            <button
              type="button"
              disabled={busy}
              onClick={() => void choose(customerId)}
              className="flex min-h-14 w-full items-center justify-between gap-3 rounded-control border border-subtle px-4 py-2 text-left hover:bg-raised"
            >
              <span className="min-w-0">
                <span className="block font-medium break-words">{name}</span>
                <span className="block text-muted">
                  {[t("numbered", { number }), city].filter(Boolean).join(" · ")}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { visitorApi } from "@/app/_trpc/visitor-api";
import type { PayDesk } from "@/server/modules/portal/pay/schema";

/** While a payment is awaited: soon at first, then with patience. */
const SOON_MS = 3_000;
const LATER_MS = 15_000;
const SOON_TIMES = 40;

type Paying = { integrationId: string; invoiceIds: string[]; keepCard?: string | undefined };

/** The calls of who pays: by the link's token, or signed in. */
export function payCalls(token: string | null) {
  const { portal } = visitorApi;
  return {
    read: async (): Promise<PayDesk | null> =>
      token === null
        ? portalApi.getPayDesk.query()
        : (await portal.openPayLink.query({ token })).desk,
    /** `keepCard`: the version of the words that were agreed to; a link keeps none. */
    pay: ({ keepCard, ...input }: Paying) =>
      token === null
        ? portalApi.pay.mutate({ ...input, keepCard })
        : portal.payByLink.mutate({ token, ...input }),
    back: (attemptId: string) =>
      token === null
        ? portalApi.hearReturn.mutate({ attemptId })
        : portal.hearLinkReturn.mutate({ token, attemptId }),
    receipt: (paymentId: string) =>
      token === null
        ? portalApi.receiptPdf.query({ paymentId })
        : portal.receiptByLink.query({ token, paymentId }),
  };
}

/** The desk, kept true while a payment is awaited; null: the link opens nothing any more. */
export function useDesk(initial: PayDesk, token: string | null, back: string | null) {
  const [desk, setDesk] = useState<PayDesk | null>(initial);
  const waits =
    desk !== null &&
    (desk.attempts.some(({ state }) => state === "waiting") ||
      desk.proofs.some(({ status }) => status === "waiting"));
  const read = useEffectEvent(async () => {
    // Offline for a moment: what is shown stays, and is asked for again.
    const next = await payCalls(token)
      .read()
      .catch(() => desk);
    setDesk(next);
  });
  useEffect(() => {
    if (back === null) return;
    void payCalls(token)
      .back(back)
      .catch(() => undefined);
  }, [token, back]);
  useEffect(() => {
    if (!waits) return;
    let times = 0;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      times += 1;
      timer = setTimeout(
        () => {
          if (document.visibilityState === "visible") void read();
          next();
        },
        times <= SOON_TIMES ? SOON_MS : LATER_MS,
      );
    };
    next();
    return () => clearTimeout(timer);
  }, [waits]);
  return desk;
}

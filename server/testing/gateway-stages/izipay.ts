import { openIzipay } from "@/server/integrations/payments/izipay/open-izipay";
import type { PayMethod } from "@/server/integrations/payments/schema";
import { IzipayStandin } from "@/standins/izipay/handler";
import { decline, type Stage } from "./stage";

const WAYS: Readonly<Record<string, PayMethod>> = {
  ...{ CARDS: "card", YAPE: "yape", PLIN: "plin", PAGOEFECTIVO: "pagoefectivo" },
};

export function izipayStage(): Stage {
  const standin = new IzipayStandin();
  const of = (wanted: "DEBIT" | "CREDIT") =>
    [...standin.orders.values()]
      .flatMap(({ transactions }) => transactions)
      .filter(({ operationType, status }) => operationType === wanted && status === "PAID").length;
  return {
    ...{ name: "izipay", currency: "PEN", accountId: "", beyond: "psp_100" },
    handle: standin.handle,
    open: openIzipay,
    secrets: (wrong) => ({
      ...{ shopId: standin.shopId, publicKey: standin.publicKey },
      password: wrong ? "wrong" : standin.password,
    }),
    pay: ({ checkoutId }, over) => {
      standin.pay(checkoutId, over ? "51" : undefined);
      return new URLSearchParams({ order: checkoutId });
    },
    fail: (...faults) => standin.fail(...faults),
    charged: () => of("DEBIT"),
    opened: () => standin.orders.size,
    refunded: () => of("CREDIT"),
    decline: (token, how) => decline(standin.declining, token, how, ["54", "51"]),
    offers: (_, { form }) =>
      (standin.shown.get(String(form?.data["formToken"])) ?? []).flatMap(
        (code) => WAYS[code] ?? [],
      ),
    notice: () => ({ ...(standin.notices.at(-1)?.notice ?? { body: "", headers: {} }), query: "" }),
  };
}

import { openMercadopago } from "@/server/integrations/payments/mercadopago/open-mercadopago";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import type { Stage } from "./stage";

export function mercadopagoStage(): Stage {
  const standin = new MercadopagoStandin();
  return {
    ...{ name: "mercadopago", currency: "PEN", accountId: String(standin.sellers.sellerId) },
    beyond: "amount_exceeded",
    handle: standin.handle,
    open: openMercadopago,
    secrets: (wrong) => ({
      accessToken: wrong ? "APP_USR-wrong" : standin.sellers.accessToken,
      webhookSecret: wrong ? "wrong" : standin.webhookSecret,
    }),
    pay: ({ checkoutId }, over) => {
      const rejected = { status: "rejected", status_detail: "cc_rejected_other_reason" };
      const { id } = standin.pay(checkoutId, over ? rejected : {});
      return new URLSearchParams({ payment_id: String(id) });
    },
    fail: (...faults) => standin.fail(...faults),
    charged: () => [...standin.payments.values()].filter((one) => one.status === "approved").length,
    opened: () => standin.preferences.size,
    refunded: () => standin.refunds.size,
    notice: () => {
      const told = standin.notices.at(-1)?.notice;
      return { body: told?.body ?? "", headers: told?.headers ?? {}, query: told?.query ?? "" };
    },
  };
}

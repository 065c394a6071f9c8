import { openMercadopago } from "@/server/integrations/payments/mercadopago/open-mercadopago";
import type { PayMethod } from "@/server/integrations/payments/schema";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import type { Stage } from "./stage";

const WAYS: Readonly<Record<string, PayMethod>> = {
  ...{ visa: "card", pix: "pix", bolbradesco: "boleto", oxxo: "oxxo", clabe: "spei", pse: "pse" },
  ...{ efecty: "efecty", rapipago: "rapipago", pagofacil: "pagofacil", khipu: "khipu" },
  ...{ yape: "yape", pagoefectivo_atm: "pagoefectivo", abitab: "abitab", redpagos: "redpagos" },
};

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
    offers: ({ checkoutId }, { country }) =>
      standin.offers(checkoutId, country).flatMap((id) => WAYS[id] ?? []),
    payLater: ({ checkoutId }, method, end) => {
      const id = Object.keys(WAYS).find((one) => WAYS[one] === method) ?? "";
      const { id: paymentId } = standin.pay(checkoutId, {
        ...{ status: "pending", status_detail: "pending_waiting_payment", payment_method_id: id },
        date_of_expiration: end.toISOString().replace("Z", "+00:00"),
        transaction_details: { external_resource_url: "https://mp.example/voucher" },
      });
      return () => standin.move(paymentId, { status: "approved", status_detail: "accredited" });
    },
    codesEnd: ({ checkoutId }) =>
      new Date(standin.preferences.get(checkoutId)?.date_of_expiration ?? 0),
    notice: () => {
      const told = standin.notices.at(-1)?.notice;
      return { body: told?.body ?? "", headers: told?.headers ?? {}, query: told?.query ?? "" };
    },
  };
}

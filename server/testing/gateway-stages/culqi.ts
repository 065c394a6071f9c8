import { openCulqi } from "@/server/integrations/payments/culqi/open-culqi";
import type { PayMethod } from "@/server/integrations/payments/schema";
import { CulqiStandin } from "@/standins/culqi/handler";
import { decline, type Stage } from "./stage";

type CulqiConfig = {
  settings: { order?: string };
  options: { paymentMethods: Record<string, boolean> };
};
/** Its checkout's names. */
const WAYS: Readonly<Record<string, PayMethod>> = {
  ...{ tarjeta: "card", yape: "yape", bancaMovil: "bankApp", agente: "pagoefectivo" },
  billetera: "plin",
};

export function culqiStage(): Stage {
  const standin = new CulqiStandin();
  return {
    ...{ name: "culqi", currency: "PEN", accountId: "", beyond: "amount_exceeded" },
    handle: standin.handle,
    open: openCulqi,
    secrets: (wrong) => ({
      secretKey: wrong ? "sk_test_wrong" : standin.secretKey,
      ...{ publicKey: standin.publicKey, webhookSecret: wrong ? "wrong" : standin.webhookSecret },
    }),
    pay: (_, over) => {
      const token = standin.tokenize(over ? "insufficient_funds" : undefined);
      return new URLSearchParams({ token });
    },
    fail: (...faults) => standin.fail(...faults),
    charged: () =>
      [...standin.charges.values()].filter(({ outcome }) => outcome.type === "venta_exitosa")
        .length,
    opened: () => standin.orders.size,
    refunded: () => standin.refunds.length,
    decline: (token, how) =>
      decline(standin.declining, token, how, ["expired_card", "insufficient_funds"]),
    clock: (nowMs) => void (standin.now = () => nowMs),
    offers: ({ checkoutId }, { form }) => {
      if (!form) return [];
      const { options, settings } = form.data["config"] as CulqiConfig;
      const there = { ...options.paymentMethods };
      // What hangs on an order is not shown without one.
      const hasOrder = settings.order === checkoutId && standin.orders.has(checkoutId);
      if (!hasOrder) Object.assign(there, { bancaMovil: false, agente: false, billetera: false });
      return Object.entries(there).flatMap(([name, on]) => (on ? (WAYS[name] ?? []) : []));
    },
    payLater: ({ checkoutId }) => {
      const { state } = standin.orders.get(checkoutId) ?? {};
      if (state !== "pending") throw new Error("there is no such code");
      return () => standin.payOrder(checkoutId);
    },
    codesEnd: ({ checkoutId }, method) =>
      method === "yape"
        ? undefined
        : new Date((standin.orders.get(checkoutId)?.expiration_date ?? 0) * 1000),
    notice: () => ({ ...standin.notice(standin.events.at(-1)), query: "" }),
  };
}

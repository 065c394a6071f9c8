import { openCulqi } from "@/server/integrations/payments/culqi/open-culqi";
import { CulqiStandin } from "@/standins/culqi/handler";
import { decline, type Stage } from "./stage";

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
    notice: () => ({ ...standin.notice(standin.events.at(-1)), query: "" }),
  };
}

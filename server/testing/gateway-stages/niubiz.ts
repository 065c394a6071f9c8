import { openNiubiz } from "@/server/integrations/payments/niubiz/open-niubiz";
import { NiubizStandin } from "@/standins/niubiz/handler";
import { decline, type Stage } from "./stage";

export function niubizStage(): Stage {
  const standin = new NiubizStandin();
  return {
    ...{ name: "niubiz", currency: "PEN", accountId: "", beyond: "202" },
    handle: standin.handle,
    open: openNiubiz,
    secrets: (wrong) => ({
      ...{ merchantId: standin.merchantId, user: standin.user, ruc: standin.ruc },
      password: wrong ? "wrong" : standin.password,
    }),
    pay: (_, over) =>
      new URLSearchParams({ transactionToken: standin.tokenize(over ? "116" : undefined) }),
    fail: (...faults) => standin.fail(...faults),
    charged: () =>
      [...standin.sales.values()].filter(({ dataMap }) => dataMap.ACTION_CODE === "000").length,
    opened: () => standin.sessions.length,
    refunded: () => standin.refunds.length,
    offers: (_, { form }) => (form ? ["card"] : []),
    decline: (token, how) => decline(standin.declining, token, how, ["101", "116"]),
  };
}

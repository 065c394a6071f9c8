import { SendProblem } from "@/server/modules/notifications/port";
import { isPractice } from "@/server/modules/notifications/rules/practice-number";
import type { WhatsappAccount, WhatsappApi } from "./schema";

/**
 * WhatsApp whose practice numbers go to the practice phone that `npm start` runs for the demo company; every other number
 * goes to the vendor. A practice number whose phone does not run goes nowhere, and its messages by the next channel.
 */
export function withPractice(vendor: WhatsappApi, practice: WhatsappApi | undefined): WhatsappApi {
  const of = ({ accessToken }: WhatsappAccount) =>
    isPractice(accessToken) ? (practice ?? nowhere) : vendor;
  return {
    sendTemplate: async (ctx, account, message) => of(account).sendTemplate(ctx, account, message),
    listTemplates: async (ctx, account) => of(account).listTemplates(ctx, account),
  };
}

const refuse = async (): Promise<never> => {
  throw new SendProblem("fallBack", "unavailable");
};
const nowhere: WhatsappApi = { sendTemplate: refuse, listTemplates: refuse };

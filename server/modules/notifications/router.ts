import { z } from "zod";
import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { publicProcedure, signedIn, staff } from "@/server/trpc/procedures";
import { connectWhatsapp } from "./connect-whatsapp";
import { chooseTemplate, listWhatsapp } from "./get-whatsapp";
import { countMessages, listMessages } from "./list-messages";
import { listNotifications } from "./list-notifications";
import { listOutbox } from "./list-outbox";
import { listPolicies } from "./list-policies";
import { markRead } from "./mark-read";
import { messagePage } from "./message-schema";
import * as policy from "./policy-schema";
import { resetPolicy, savePolicy } from "./save-policy";
import * as schema from "./schema";
import { listBudgets, setBudget } from "./set-budget";
import { syncWhatsapp } from "./sync-templates";
import { unreadCount } from "./unread-count";

const none = z.object({});

/** Signed-in staff, each their own news; messages to customers and how they are told; outside production, what was not really sent. */
export const notificationsRouter = router({
  list: signedIn
    .input(schema.listNotificationsInput)
    .output(schema.notificationPage)
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  unreadCount: signedIn.output(schema.unreadDto).query(({ ctx }) => unreadCount(ctx)),
  markRead: signedIn
    .input(schema.markReadInput)
    .output(schema.unreadDto)
    .mutation(({ ctx, input }) => markRead(ctx, input)),
  outbox: publicProcedure
    .input(schema.outboxInput)
    .output(z.array(schema.outboxMessage))
    .query(({ ctx, input }) => listOutbox(ctx.host, input)),
  listMessages: staff("message.read")
    .meta({
      openapi: {
        ...{ method: "GET", path: "/messages", tags: ["messages"] },
        summary: "List messages to customers with their fate and cost",
      },
    })
    .input(listPageInput)
    .output(messagePage)
    .query(({ ctx, input }) => listMessages(ctx, input)),
  countMessages: staff("message.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countMessages(ctx, input)),
  listPolicies: staff("notificationPolicy.manage")
    .output(z.array(policy.policyDto))
    .query(({ ctx }) => listPolicies(ctx)),
  savePolicy: staff("notificationPolicy.manage")
    .input(policy.savePolicyInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await savePolicy(ctx, input);
      return {};
    }),
  resetPolicy: staff("notificationPolicy.manage")
    .input(policy.policyKey)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await resetPolicy(ctx, input);
      return {};
    }),
  listBudgets: staff("notificationPolicy.manage")
    .output(z.array(policy.budgetDto))
    .query(({ ctx }) => listBudgets(ctx)),
  setBudget: staff("notificationPolicy.manage")
    .input(policy.setBudgetInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await setBudget(ctx, input);
      return {};
    }),
  listWhatsapp: staff("integration.read")
    .output(z.array(policy.whatsappDto))
    .query(({ ctx }) => listWhatsapp(ctx)),
  connectWhatsapp: staff("integration.manage")
    .input(policy.connectWhatsappInput)
    .output(policy.whatsappIdInput)
    .mutation(({ ctx, input }) => connectWhatsapp(ctx, input)),
  syncWhatsapp: staff("integration.manage")
    .input(policy.whatsappIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await syncWhatsapp(ctx, input);
      return {};
    }),
  chooseTemplate: staff("integration.manage")
    .input(policy.chooseTemplateInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await chooseTemplate(ctx, input);
      return {};
    }),
});

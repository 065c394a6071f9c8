import { z } from "zod";
import { staff } from "@/server/trpc/procedures";
import { askNow } from "./ask-now";
import { connectGateway } from "./connect-gateway";
import * as schema from "./gateway-schema";
import { composition } from "@/server/composition";
import { beginLeave } from "./leave/begin-leave";
import { finishLeave } from "./leave/finish-leave";
import * as leave from "./leave/leave-schema";
import { listAttempts } from "./list-attempts";
import { listGateways } from "./list-gateways";
import * as methods from "./methods-schema";
import { readGatewayMethods } from "./read-gateway-methods";
import { setGatewayMethods } from "./set-gateway-methods";
import { tryGateway } from "./try-gateway";

/** The tenant's accounts with gateways, and what was tried on them. */
export const gatewayProcedures = {
  listGateways: staff("integration.read")
    .output(z.array(schema.gatewayDto))
    .query(({ ctx }) => listGateways(ctx)),
  connectGateway: staff("integration.manage")
    .input(schema.connectGatewayInput)
    .output(schema.gatewayIdInput)
    .mutation(({ ctx, input }) => connectGateway(ctx, input)),
  tryGateway: staff("integration.manage")
    .meta({ ownTransactions: true })
    .input(schema.gatewayIdInput)
    .output(schema.triedGatewayDto)
    .mutation(({ ctx, input }) => tryGateway(ctx, input)),
  gatewayMethods: staff("integration.read")
    .input(schema.gatewayIdInput)
    .output(methods.gatewayMethodsDto)
    .query(({ ctx, input }) => readGatewayMethods(ctx, input)),
  setGatewayMethods: staff("integration.manage")
    .input(methods.setGatewayMethodsInput)
    .output(methods.gatewayMethodsDto)
    .mutation(({ ctx, input }) => setGatewayMethods(ctx, input)),
  leaveOffer: staff("integration.read")
    .output(leave.leaveOfferDto)
    .query(() => ({ offered: composition().sellers !== undefined })),
  beginLeave: staff("integration.manage")
    .input(leave.beginLeaveInput)
    .output(leave.begunLeaveDto)
    .mutation(({ ctx, input }) => beginLeave(ctx, input)),
  finishLeave: staff("integration.manage")
    .meta({ ownTransactions: true })
    .input(leave.finishLeaveInput)
    .output(schema.gatewayIdInput)
    .mutation(({ ctx, input }) => finishLeave(ctx, input)),
  askNow: staff("payment.record")
    .input(schema.attemptIdInput)
    .output(schema.attemptIdInput)
    .mutation(({ ctx, input }) => askNow(ctx, input)),
  listAttempts: staff("payment.read")
    .input(schema.attemptsInput)
    .output(z.array(schema.attemptDto))
    .query(({ ctx, input }) => listAttempts(ctx, input)),
};

import { z } from "zod";
import { addBlackout } from "@/server/modules/billing/dunning/add-blackout";
import { archivePolicy } from "@/server/modules/billing/dunning/archive-policy";
import { assignPolicy } from "@/server/modules/billing/dunning/assign-policy";
import { cancelPromise } from "@/server/modules/billing/dunning/cancel-promise";
import { createPolicy } from "@/server/modules/billing/dunning/create-policy";
import { explainLadder } from "@/server/modules/billing/dunning/explain-ladder";
import * as forecast from "@/server/modules/billing/dunning/forecast-schema";
import { getPromiseTerms } from "@/server/modules/billing/dunning/get-promise-terms";
import { grantPromise } from "@/server/modules/billing/dunning/grant-promise";
import { listBlackouts } from "@/server/modules/billing/dunning/list-blackouts";
import { listExemptions } from "@/server/modules/billing/dunning/list-exemptions";
import { listLadderUses } from "@/server/modules/billing/dunning/list-ladder-uses";
import { listPolicies } from "@/server/modules/billing/dunning/list-policies";
import { countPromises, listPromises } from "@/server/modules/billing/dunning/list-promises";
import { previewPolicy } from "@/server/modules/billing/dunning/preview-policy";
import * as promises from "@/server/modules/billing/dunning/promise-schema";
import * as replay from "@/server/modules/billing/dunning/replay-schema";
import { replayPolicy } from "@/server/modules/billing/dunning/replay-policy";
import { removeBlackout } from "@/server/modules/billing/dunning/remove-blackout";
import * as ladders from "@/server/modules/billing/dunning/schema";
import { runLadder } from "@/server/modules/billing/dunning/run-ladder";
import { runLadderFor } from "@/server/modules/billing/dunning/run-ladder-for";
import * as runs from "@/server/modules/billing/dunning/run-schema";
import { updatePolicy } from "@/server/modules/billing/dunning/update-policy";
import * as uses from "@/server/modules/billing/dunning/uses-schema";
import { whoWouldBeCut } from "@/server/modules/billing/dunning/who-would-be-cut";
import { countDto, listQuery } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { assignTasks } from "./assign-tasks";
import { countTasks } from "./count-tasks";
import { createTask } from "./create-task";
import { getTask } from "./get-task";
import { listTasks } from "./list-tasks";
import * as messages from "./message-schema";
import * as schema from "./schema";
import { sendMessage } from "./send-message";
import { showBoard } from "./show-board";
import { updateTask } from "./update-task";

const rest = (method: "GET" | "POST" | "PATCH", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["collections"] },
});

export const collectionsRouter = router({
  board: staff("collection.read")
    .input(schema.boardInput)
    .output(schema.boardDto)
    .query(({ ctx, input }) => showBoard(ctx, input)),
  listTasks: staff("collection.read")
    .meta(rest("GET", "/collection-tasks", "List collection tasks"))
    .input(schema.listTasksInput)
    .output(schema.collectionTaskPage)
    .query(({ ctx, input }) => listTasks(ctx, input)),
  countTasks: staff("collection.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countTasks(ctx, input)),
  getTask: staff("collection.read")
    .meta(rest("GET", "/collection-tasks/{taskId}", "Get a collection task"))
    .input(schema.taskIdInput)
    .output(schema.collectionTaskDto)
    .query(({ ctx, input }) => getTask(ctx, input)),
  createTask: staff("collection.manage")
    .meta(rest("POST", "/collection-tasks", "Create a collection task"))
    .input(schema.createTaskInput)
    .output(schema.collectionTaskDto)
    .mutation(({ ctx, input }) => createTask(ctx, input)),
  updateTask: staff("collection.manage")
    .meta(rest("PATCH", "/collection-tasks/{taskId}", "Update a collection task"))
    .input(schema.updateTaskInput)
    .output(schema.collectionTaskDto)
    .mutation(({ ctx, input }) => updateTask(ctx, input)),
  assignTasks: staff("collection.manage")
    .input(schema.assignTasksInput)
    .output(schema.assignedDto)
    .mutation(({ ctx, input }) => assignTasks(ctx, input)),
  whoWouldBeCut: staff("collection.read")
    .meta(rest("GET", "/collections/who-would-be-cut", "Who would be cut on a day, and why"))
    .input(forecast.whoWouldBeCutInput)
    .output(forecast.forecastDto)
    .query(({ ctx, input }) => whoWouldBeCut(ctx, input)),
  sendMessage: staff("message.send")
    .meta({
      openapi: {
        ...{ method: "POST", path: "/messages", tags: ["messages"] },
        summary:
          "Send a customer the reminder of an invoice or an approved template, by WhatsApp, by e-mail or as the policy says",
      },
    })
    .input(messages.sendMessageInput)
    .output(messages.sentMessageDto)
    .mutation(({ ctx, input }) => sendMessage(ctx, input)),
  listPromises: staff("collection.read")
    .meta(rest("GET", "/promises", "List promises to pay"))
    .input(promises.listPromisesInput)
    .output(promises.promisePage)
    .query(({ ctx, input }) => listPromises(ctx, input)),
  countPromises: staff("collection.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countPromises(ctx, input)),
  promiseTerms: staff("collection.manage")
    .input(promises.promiseTermsInput)
    .output(promises.promiseTermsDto)
    .query(({ ctx, input }) => getPromiseTerms(ctx, input)),
  grantPromise: staff("collection.manage")
    .meta(rest("POST", "/promises", "Grant a promise to pay"))
    .input(promises.grantPromiseInput)
    .output(promises.promiseDto)
    .mutation(({ ctx, input }) => grantPromise(ctx, input)),
  cancelPromise: staff("collection.manage")
    .input(promises.promiseIdInput)
    .output(promises.promiseDto)
    .mutation(({ ctx, input }) => cancelPromise(ctx, input)),
  listPolicies: staff("collection.read")
    .output(z.array(ladders.policyDto))
    .query(({ ctx }) => listPolicies(ctx)),
  createPolicy: staff("billingPolicy.manage")
    .input(ladders.createPolicyInput)
    .output(ladders.policyDto)
    .mutation(({ ctx, input }) => createPolicy(ctx, input)),
  updatePolicy: staff("billingPolicy.manage")
    .input(ladders.updatePolicyInput)
    .output(ladders.policyDto)
    .mutation(({ ctx, input }) => updatePolicy(ctx, input)),
  archivePolicy: staff("billingPolicy.manage")
    .input(ladders.policyIdInput)
    .output(z.array(ladders.policyDto))
    .mutation(({ ctx, input }) => archivePolicy(ctx, input)),
  assignPolicy: staff("billingPolicy.manage")
    .input(ladders.assignPolicyInput)
    .output(ladders.assignedPolicyDto)
    .mutation(({ ctx, input }) => assignPolicy(ctx, input)),
  explainLadder: staff("collection.read")
    .input(uses.ladderOfInput)
    .output(uses.ladderOfDto)
    .query(({ ctx, input }) => explainLadder(ctx, input)),
  runLadder: staff("billingPolicy.manage")
    .output(runs.askedLadderDto)
    .mutation(({ ctx }) => runLadder(ctx)),
  runLadderFor: staff("collection.manage")
    .input(runs.runLadderForInput)
    .output(runs.ladderRunDto)
    .mutation(({ ctx, input }) => runLadderFor(ctx, input)),
  listLadderUses: staff("collection.read")
    .input(uses.ladderUsesInput)
    .output(uses.ladderUsesDto)
    .query(({ ctx, input }) => listLadderUses(ctx, input)),
  listExemptions: staff("collection.read")
    .output(uses.exemptionsDto)
    .query(({ ctx }) => listExemptions(ctx)),
  previewPolicy: staff("collection.read")
    .input(ladders.previewLadderInput)
    .output(ladders.previewLadderDto)
    .query(({ ctx, input }) => previewPolicy(ctx, input)),
  replayPolicy: staff("collection.read")
    .input(replay.replayPolicyInput)
    .output(replay.replayDto)
    .query(({ ctx, input }) => replayPolicy(ctx, input)),
  listBlackouts: staff("collection.read")
    .output(z.array(ladders.blackoutDto))
    .query(({ ctx }) => listBlackouts(ctx)),
  addBlackout: staff("billingPolicy.manage")
    .input(ladders.addBlackoutInput)
    .output(z.array(ladders.blackoutDto))
    .mutation(({ ctx, input }) => addBlackout(ctx, input)),
  removeBlackout: staff("billingPolicy.manage")
    .input(ladders.blackoutIdInput)
    .output(z.array(ladders.blackoutDto))
    .mutation(({ ctx, input }) => removeBlackout(ctx, input)),
});

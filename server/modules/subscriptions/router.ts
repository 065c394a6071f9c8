import { z } from "zod";
import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { activateService } from "./activate-service";
import { addCharge, cancelCharge } from "./add-charge";
import { cancelChange } from "./cancel-change";
import { cancelService } from "./cancel-service";
import { changeBillDay } from "./change-bill-day";
import { changePlan, previewPlanChange } from "./change-plan";
import { countServices } from "./count-services";
import { createService } from "./create-service";
import { getHistory } from "./get-history";
import { getService } from "./get-service";
import { holdService, releaseService } from "./hold-service";
import { listManualTasks } from "./list-manual-tasks";
import { listServices } from "./list-services";
import { pauseService } from "./pause-service";
import { resumeService } from "./resume-service";
import { retryCommand } from "./retry-command";
import * as enforcement from "./enforcement/schema";
import * as schema from "./schema";
import { settleManualTask, takeManualTask } from "./settle-manual-task";
import { terminateService } from "./terminate-service";
import { updateService } from "./update-service";

const rest = (method: "GET" | "POST", path: `/${string}`, summary: string) => ({
  openapi: {
    method,
    path: `/services${path === "/" ? "" : path}` as const,
    summary,
    tags: ["services"],
  },
});
const read = staff("service.read");
const manage = staff("service.manage");
const suspend = staff("service.suspend");
const enforce = staff("service.enforce");

export const servicesRouter = router({
  list: read
    .meta(rest("GET", "/", "List services"))
    .input(listPageInput)
    .output(schema.servicePage)
    .query(({ ctx, input }) => listServices(ctx, input)),
  count: read
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countServices(ctx, input)),
  get: read
    .meta(rest("GET", "/{serviceId}", "Get a service"))
    .input(schema.serviceIdInput)
    .output(schema.serviceDto)
    .query(({ ctx, input }) => getService(ctx, input)),
  history: read
    .input(schema.serviceIdInput)
    .output(schema.serviceHistory)
    .query(({ ctx, input }) => getHistory(ctx, input)),
  create: manage
    .meta(rest("POST", "/", "Subscribe a customer to a plan"))
    .input(schema.createServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => createService(ctx, input)),
  update: manage
    .meta(rest("POST", "/{serviceId}/update", "Change a service's label, address or reference"))
    .input(schema.updateServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => updateService(ctx, input)),
  activate: manage
    .meta(rest("POST", "/{serviceId}/activate", "Begin a service that waited"))
    .input(schema.activateServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => activateService(ctx, input)),
  cancel: manage
    .input(schema.cancelServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => cancelService(ctx, input)),
  previewPlanChange: manage
    .input(schema.changePlanInput)
    .output(schema.planChangePreview)
    .query(({ ctx, input }) => previewPlanChange(ctx, input)),
  changePlan: manage
    .meta(rest("POST", "/{serviceId}/change-plan", "Change a service's plan, now or at period end"))
    .input(schema.changePlanInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => changePlan(ctx, input)),
  changeBillDay: manage
    .input(schema.changeBillDayInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => changeBillDay(ctx, input)),
  cancelChange: manage
    .input(schema.cancelChangeInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => cancelChange(ctx, input)),
  pause: manage
    .input(schema.pauseServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => pauseService(ctx, input)),
  resume: manage
    .input(schema.serviceIdInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => resumeService(ctx, input)),
  terminate: manage
    .input(schema.terminateServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => terminateService(ctx, input)),
  suspend: suspend
    .meta(rest("POST", "/{serviceId}/suspend", "Hold a service by hand"))
    .input(schema.holdServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => holdService(ctx, input)),
  reconnect: suspend
    .meta(rest("POST", "/{serviceId}/reconnect", "Lift what a person held"))
    .input(schema.releaseServiceInput)
    .output(schema.serviceDto)
    .mutation(({ ctx, input }) => releaseService(ctx, input)),
  addCharge: staff("invoice.manage")
    .input(schema.addChargeInput)
    .output(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => addCharge(ctx, input)),
  cancelCharge: staff("invoice.manage")
    .input(schema.chargeIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelCharge(ctx, input)),
  listTasks: enforce
    .input(enforcement.listTasksInput)
    .output(enforcement.taskList)
    .query(({ ctx, input }) => listManualTasks(ctx, input)),
  takeTask: enforce
    .input(enforcement.commandIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => takeManualTask(ctx, input)),
  settleTask: enforce
    .input(enforcement.settleTaskInput)
    .output(z.object({ proven: z.boolean() }))
    .mutation(({ ctx, input }) => settleManualTask(ctx, input)),
  retryCommand: enforce
    .input(enforcement.commandIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => retryCommand(ctx, input)),
});

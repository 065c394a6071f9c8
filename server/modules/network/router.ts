import { z } from "zod";
import { router } from "@/server/trpc/init";
import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { staff } from "@/server/trpc/procedures";
import { adoptRows } from "./adoption/adopt-rows";
import { listForeignRows } from "./adoption/list-foreign-rows";
import { previewAdoption } from "./adoption/preview-adoption";
import * as adoption from "./adoption/schema";
import { skipRows } from "./adoption/skip-rows";
import { undoAdoption } from "./adoption/undo-adoption";
import { applyReconcile } from "./apply-reconcile";
import { checkRouter } from "./check-router";
import { createRouter } from "./create-router";
import { getAccess } from "./get-access";
import { getBackupDiff } from "./get-backup-diff";
import { getOverview } from "./get-overview";
import { getProofClock } from "./get-proof-clock";
import { getReconcile } from "./get-reconcile";
import { getRouter } from "./get-router";
import { listBackups } from "./list-backups";
import { listCommands } from "./list-commands";
import { countEnforcement, listEnforcement } from "./list-enforcement";
import { listRouters } from "./list-routers";
import { listSessions } from "./list-sessions";
import { planReconcile } from "./plan-reconcile";
import { provisionService } from "./provision-service";
import { releaseCuts } from "./release-cuts";
import { removeRouter } from "./remove-router";
import { replayCommands } from "./replay-commands";
import * as log from "./log-schema";
import * as schema from "./schema";
import { setAccess } from "./set-access";
import { takeBackup } from "./take-backup";
import { updateRouter } from "./update-router";

const rest = (path: `/${string}`, summary: string) => ({
  openapi: { method: "GET" as const, path, summary, tags: ["network"] },
});
const read = staff("router.read");
const manage = staff("router.manage");
const reconcile = staff("router.reconcile");

export const networkRouter = router({
  listRouters: read
    .meta(rest("/routers", "List routers"))
    .output(z.array(schema.routerDto))
    .query(({ ctx }) => listRouters(ctx)),
  getRouter: read
    .meta(rest("/routers/{routerId}", "Get a router with its last check"))
    .input(schema.routerIdInput)
    .output(schema.checkDto)
    .query(({ ctx, input }) => getRouter(ctx, input)),
  createRouter: manage
    .input(schema.createRouterInput)
    .output(schema.createdRouterDto)
    .mutation(({ ctx, input }) => createRouter(ctx, input)),
  updateRouter: manage
    .input(schema.updateRouterInput)
    .output(schema.routerDto)
    .mutation(({ ctx, input }) => updateRouter(ctx, input)),
  removeRouter: manage
    .input(schema.routerIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => removeRouter(ctx, input)),
  checkRouter: manage
    .input(schema.routerIdInput)
    .output(schema.checkDto)
    .mutation(({ ctx, input }) => checkRouter(ctx, input)),
  sessions: read
    .meta(rest("/routers/{routerId}/sessions", "Who is connected to a router now"))
    .input(schema.routerIdInput)
    .output(schema.sessionList)
    .query(({ ctx, input }) => listSessions(ctx, input)),
  setAccess: manage
    .input(schema.setAccessInput)
    .output(schema.accessDto)
    .mutation(({ ctx, input }) => setAccess(ctx, input)),
  getAccess: read
    .meta(rest("/services/{serviceId}/access", "Where a service is on the network"))
    .input(schema.serviceIdInput)
    .output(schema.accessDto)
    .query(({ ctx, input }) => getAccess(ctx, input)),
  provision: manage
    .input(schema.serviceIdInput)
    .output(schema.accessDto)
    .mutation(({ ctx, input }) => provisionService(ctx, input)),
  commands: read
    .meta(rest("/router-commands", "List what routers were asked for"))
    .input(log.commandsInput)
    .output(log.commandList)
    .query(({ ctx, input }) => listCommands(ctx, input)),
  listEnforcement: read
    .meta(rest("/enforcement", "List all that the network was asked for, with proofs"))
    .input(listPageInput)
    .output(log.enforcementPage)
    .query(({ ctx, input }) => listEnforcement(ctx, input)),
  countEnforcement: read
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countEnforcement(ctx, input)),
  overview: read.output(log.networkOverview).query(({ ctx }) => getOverview(ctx)),
  releaseCuts: reconcile
    .input(log.releaseCutsInput)
    .output(z.object({ released: z.number().int() }))
    .mutation(({ ctx, input }) => releaseCuts(ctx, input)),
  replay: staff("service.enforce")
    .input(log.replayInput)
    .output(z.object({ replayed: z.number().int() }))
    .mutation(({ ctx, input }) => replayCommands(ctx, input)),
  proofClock: read.output(log.proofClockDto).query(({ ctx }) => getProofClock(ctx)),
  planReconcile: reconcile
    .input(schema.routerIdInput)
    .output(schema.reconcileDto)
    .mutation(({ ctx, input }) => planReconcile(ctx, input)),
  getReconcile: read
    .input(schema.runIdInput)
    .output(schema.reconcileDto)
    .query(({ ctx, input }) => getReconcile(ctx, input)),
  applyReconcile: reconcile
    .input(schema.applyReconcileInput)
    .output(schema.reconcileDto)
    .mutation(({ ctx, input }) => applyReconcile(ctx, input)),
  adoptRows: reconcile
    .input(adoption.picksInput)
    .output(adoption.adoptionResult)
    .mutation(({ ctx, input }) => adoptRows(ctx, input)),
  foreignRows: read
    .meta(
      rest("/routers/{routerId}/foreign-rows", "List a router's rows that belong to no service"),
    )
    .input(adoption.foreignRowsInput)
    .output(adoption.foreignRowPage)
    .query(({ ctx, input }) => listForeignRows(ctx, input)),
  previewAdoption: reconcile
    .input(adoption.picksInput)
    .output(adoption.adoptionPreview)
    .mutation(({ ctx, input }) => previewAdoption(ctx, input)),
  skipRows: reconcile
    .input(adoption.skipRowsInput)
    .output(z.object({ changed: z.number().int() }))
    .mutation(({ ctx, input }) => skipRows(ctx, input)),
  undoAdoption: reconcile
    .input(adoption.undoAdoptionInput)
    .output(adoption.adoptionResult)
    .mutation(({ ctx, input }) => undoAdoption(ctx, input)),
  takeBackup: manage
    .input(schema.routerIdInput)
    .output(schema.backupDto)
    .mutation(({ ctx, input }) => takeBackup(ctx, input)),
  listBackups: read
    .input(schema.routerIdInput)
    .output(z.array(schema.backupDto))
    .query(({ ctx, input }) => listBackups(ctx, input)),
  backupDiff: manage
    .input(schema.backupIdInput)
    .output(schema.backupDiffDto)
    .query(({ ctx, input }) => getBackupDiff(ctx, input)),
});

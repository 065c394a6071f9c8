import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { approveRun } from "./approve-run";
import { cancelRun } from "./cancel-run";
import { getRun } from "./get-run";
import { listRunLines } from "./list-run-lines";
import { listRuns } from "./list-runs";
import { retryExceptions } from "./retry-exceptions";
import { runDifference } from "./run-difference";
import * as schema from "./schema";
import { startRun } from "./start-run";

const rest = (method: "GET", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["billing"] },
});

export const billingRunsRouter = router({
  list: staff("billingRun.read")
    .meta(rest("GET", "/billing-runs", "List billing runs"))
    .input(schema.listRunsInput)
    .output(schema.runPage)
    .query(({ ctx, input }) => listRuns(ctx, input)),
  get: staff("billingRun.read")
    .meta(rest("GET", "/billing-runs/{runId}", "Get a billing run"))
    .input(schema.runIdInput)
    .output(schema.runDto)
    .query(({ ctx, input }) => getRun(ctx, input)),
  listLines: staff("billingRun.read")
    .meta(rest("GET", "/billing-runs/{runId}/lines", "List what a run bills, leaves out or skips"))
    .input(schema.listRunLinesInput)
    .output(schema.runLinePage)
    .query(({ ctx, input }) => listRunLines(ctx, input)),
  difference: staff("billingRun.read")
    .input(schema.runDifferenceInput)
    .output(schema.runDifferenceDto)
    .query(({ ctx, input }) => runDifference(ctx, input)),
  start: staff("billingRun.manage")
    .input(schema.startRunInput)
    .output(schema.runDto)
    .mutation(({ ctx, input }) => startRun(ctx, input)),
  approve: staff("billingRun.manage")
    .input(schema.runIdInput)
    .output(schema.runDto)
    .mutation(({ ctx, input }) => approveRun(ctx, input)),
  cancel: staff("billingRun.manage")
    .input(schema.runIdInput)
    .output(schema.runDto)
    .mutation(({ ctx, input }) => cancelRun(ctx, input)),
  retryExceptions: staff("billingRun.manage")
    .input(schema.runIdInput)
    .output(schema.runDto)
    .mutation(({ ctx, input }) => retryExceptions(ctx, input)),
});

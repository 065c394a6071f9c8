import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { erasePersonalData } from "./erase-personal-data";
import { getAuditStatus } from "./get-audit-status";
import { getEvent } from "./get-event";
import { listAuditLog } from "./list-audit-log";
import { prepareExport } from "./prepare-export";
import { readTimeline } from "./read-timeline";
import * as schema from "./schema";

const get = (path: `/${string}`, summary: string) => ({
  openapi: { method: "GET" as const, path, summary, tags: ["events"] },
});

export const auditRouter = router({
  timeline: staff("event.read")
    .meta(get("/events", "What happened, newest first"))
    .input(schema.timelineInput)
    .output(schema.eventPage)
    .query(({ ctx, input }) => readTimeline(ctx, input)),
  getEvent: staff("event.read")
    .meta(get("/events/{eventId}", "One event"))
    .input(schema.eventIdInput)
    .output(schema.eventWithDetails)
    .query(({ ctx, input }) => getEvent(ctx, input)),
  log: staff("audit.read")
    .meta(get("/audit", "The audit log, by name, actor, entity and time"))
    .input(schema.auditLogInput)
    .output(schema.eventPage)
    .query(({ ctx, input }) => listAuditLog(ctx, input)),
  status: staff("audit.read")
    .meta(get("/audit/status", "Head, last verification and signed checkpoints of the chain"))
    .output(schema.auditStatusOutput)
    .query(({ ctx }) => getAuditStatus(ctx)),
  prepareExport: staff("audit.export")
    .output(schema.exportPreview)
    .mutation(({ ctx }) => prepareExport(ctx)),
  erasePersonalData: staff("audit.erase")
    .input(schema.eraseInput)
    .output(schema.erasedOutput)
    .mutation(({ ctx, input }) => erasePersonalData(ctx, input)),
});

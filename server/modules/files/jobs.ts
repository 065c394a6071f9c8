import { z } from "zod";
import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import { defineJob } from "@/server/jobs/define-job";
import { tickSchema } from "@/server/jobs/schedule-tick";
import { log } from "@/server/log";
import { sweepOrphans } from "./internal/sweep-orphans";

/** Removes the bytes of a deleted file; removing twice is no error. */
export const purgeFile = defineJob({
  name: "files.purge",
  schema: z.object({ storageKey: z.string() }),
  handle: (ctx, { storageKey }) =>
    composition().files.delete(storedFileKey(ctx.tenantId, storageKey)),
});

/** Each night: bytes in the store that no row names. */
export const sweepFiles = defineJob({
  name: "files.sweep",
  schema: tickSchema,
  handle: async (ctx, _tick, { signal }) => {
    const removed = await sweepOrphans(ctx, signal);
    if (removed > 0) log.warn({ tenantId: ctx.tenantId, removed }, "orphan files removed");
  },
});

import { z } from "zod";
import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import { defineJob } from "@/server/jobs/define-job";

/** Removes the bytes of a deleted file; removing twice is no error. */
export const purgeFile = defineJob({
  name: "files.purge",
  schema: z.object({ storageKey: z.string() }),
  handle: (ctx, { storageKey }) =>
    composition().files.delete(storedFileKey(ctx.tenantId, storageKey)),
});

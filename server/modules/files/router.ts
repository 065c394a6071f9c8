import { z } from "zod";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { deleteFile } from "./delete-file";
import { listFiles } from "./list-files";
import { fileIdInput, filePage, listFilesInput } from "./schema";

/** Uploading and opening go through `/api/files` (server/doors/files.ts): bytes do not travel in JSON. */
export const filesRouter = router({
  list: staff("file.read")
    .meta({ openapi: { method: "GET", path: "/files", summary: "List files", tags: ["files"] } })
    .input(listFilesInput)
    .output(filePage)
    .query(({ ctx, input }) => listFiles(ctx, input)),
  delete: staff("file.delete")
    .meta({
      openapi: { method: "DELETE", path: "/files/{id}", summary: "Delete a file", tags: ["files"] },
    })
    .input(fileIdInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await deleteFile(ctx, input);
      return {};
    }),
});

import { taskDto } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { checkImport } from "./check-import";
import { importFailures } from "./import-failures";
import * as schema from "./schema";
import { startImport } from "./start-import";

export const importsRouter = router({
  check: staff("customer.import")
    .input(schema.importInput)
    .output(schema.importCheck)
    .mutation(({ ctx, input }) => checkImport(ctx, input)),
  start: staff("customer.import")
    .input(schema.importInput)
    .output(taskDto)
    .mutation(({ ctx, input }) => startImport(ctx, input)),
  failures: staff("customer.import")
    .input(schema.importFailuresInput)
    .output(schema.importFailures)
    .mutation(({ ctx, input }) => importFailures(ctx, input)),
});

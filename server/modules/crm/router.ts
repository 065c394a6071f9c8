import { z } from "zod";
import { countDto, listPageInput, listQuery, taskDto } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { archiveCustomer } from "./archive-customer";
import { countCustomers } from "./count-customers";
import { createCustomer } from "./create-customer";
import { exportCustomers } from "./export-customers";
import { getCustomer } from "./get-customer";
import { listCustomers } from "./list-customers";
import { listOwners } from "./list-owners";
import { previewBulk } from "./preview-bulk";
import { restoreCustomer } from "./restore-customer";
import { detailProcedures } from "./details-router";
import { rest } from "./rest-meta";
import { sortingProcedures } from "./sorting-router";
import * as schema from "./schema";
import { startBulk } from "./start-bulk";
import { updateCustomer } from "./update-customer";

export const customersRouter = router({
  list: staff("customer.read")
    .meta(rest("GET", "/customers", "List customers"))
    .input(listPageInput)
    .output(schema.customerPage)
    .query(({ ctx, input }) => listCustomers(ctx, input)),
  count: staff("customer.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countCustomers(ctx, input)),
  get: staff("customer.read")
    .meta(rest("GET", "/customers/{customerId}", "Get a customer"))
    .input(schema.customerIdInput)
    .output(schema.customerDto)
    .query(({ ctx, input }) => getCustomer(ctx, input)),
  listOwners: staff("customer.read")
    .output(z.array(schema.ownerDto))
    .query(({ ctx }) => listOwners(ctx)),
  create: staff("customer.manage")
    .meta(rest("POST", "/customers", "Create a customer"))
    .input(schema.createCustomerInput)
    .output(schema.customerDto)
    .mutation(({ ctx, input }) => createCustomer(ctx, input)),
  update: staff("customer.manage")
    .meta(rest("PATCH", "/customers/{customerId}", "Change what is given of a customer"))
    .input(schema.updateCustomerInput)
    .output(schema.customerDto)
    .mutation(({ ctx, input }) => updateCustomer(ctx, input)),
  archive: staff("customer.manage")
    .meta(rest("POST", "/customers/{customerId}/archive", "Archive a customer"))
    .input(schema.customerIdInput)
    .output(schema.customerDto)
    .mutation(({ ctx, input }) => archiveCustomer(ctx, input)),
  restore: staff("customer.manage")
    .input(schema.customerIdInput)
    .output(schema.customerDto)
    .mutation(({ ctx, input }) => restoreCustomer(ctx, input)),
  previewBulk: staff("customer.manage")
    .input(schema.previewInput)
    .output(schema.previewDto)
    .query(({ ctx, input }) => previewBulk(ctx, input)),
  startBulk: staff("customer.manage")
    .input(schema.bulkInput)
    .output(taskDto)
    .mutation(({ ctx, input }) => startBulk(ctx, input)),
  export: staff("customer.export")
    .input(schema.exportInput)
    .output(schema.exportPart)
    .mutation(({ ctx, input }) => exportCustomers(ctx, input)),
  ...detailProcedures,
  ...sortingProcedures,
});

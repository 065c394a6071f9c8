import { staff } from "@/server/trpc/procedures";
import { getBalances } from "../get-balances";
import { ageDebts } from "./age-debts";
import { exportAging } from "./export-aging";
import { getStatement } from "./get-statement";
import { listAging } from "./list-aging";
import { proveBooks } from "./prove-books";
import * as schema from "./schema";

const rest = (path: `/${string}`, summary: string) => ({
  openapi: { method: "GET" as const, path, summary, tags: ["invoices"] },
});

/** What the books say: balances, statements, ages, the proof. */
export const statementProcedures = {
  balances: staff("invoice.read")
    .meta(rest("/customers/{customerId}/balances", "Say what a customer owes and has in credit"))
    .input(schema.customerIdInput)
    .output(schema.balancesDto)
    .query(({ ctx, input }) => getBalances(ctx, input)),
  statement: staff("invoice.read")
    .meta(rest("/customers/{customerId}/statement", "A customer's account over a period"))
    .input(schema.statementInput)
    .output(schema.statementDto)
    .query(({ ctx, input }) => getStatement(ctx, input)),
  aging: staff("invoice.read")
    .input(schema.agingInput)
    .output(schema.agingDto)
    .query(({ ctx, input }) => ageDebts(ctx, input)),
  agingRows: staff("invoice.read")
    .meta(rest("/receivables", "What is owed by age: by customer, business unit or branch"))
    .input(schema.agingRowsInput)
    .output(schema.agingPage)
    .query(({ ctx, input }) => listAging(ctx, input)),
  exportAging: staff("customer.export")
    .input(schema.exportAgingInput)
    .output(schema.agingPart)
    .mutation(({ ctx, input }) => exportAging(ctx, input)),
  prove: staff("billingRun.read")
    .output(schema.proofDto)
    .mutation(({ ctx }) => proveBooks(ctx)),
};

import { z } from "zod";
import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { staff } from "@/server/trpc/procedures";
import { acceptCertain } from "./accept-certain";
import { acceptMovement } from "./accept-movement";
import { addAccount } from "./add-account";
import { checkStatement } from "./check-statement";
import { countMovements } from "./count-movements";
import { getMovement } from "./get-movement";
import { ignoreMovement } from "./ignore-movement";
import { listAccounts } from "./list-accounts";
import { listMovements } from "./list-movements";
import { reopenMovement } from "./reopen-movement";
import * as schema from "./schema";
import { statementRefusals } from "./statement-refusals";
import { takeStatement } from "./take-statement";
import { undoMovement } from "./undo-movement";

/** Bank statements, and whose money their lines are. */
export const bankProcedures = {
  listBankAccounts: staff("bank.match")
    .output(z.array(schema.bankAccountDto))
    .query(({ ctx }) => listAccounts(ctx)),
  addBankAccount: staff("bank.match")
    .input(schema.bankAccountInput)
    .output(schema.bankAccountDto)
    .mutation(({ ctx, input }) => addAccount(ctx, input)),
  checkStatement: staff("bank.match")
    .input(schema.statementInput)
    .output(schema.statementCheck)
    .mutation(({ ctx, input }) => checkStatement(ctx, input)),
  takeStatement: staff("bank.match")
    .input(schema.statementInput)
    .output(schema.statementTaken)
    .mutation(({ ctx, input }) => takeStatement(ctx, input)),
  statementRefusals: staff("bank.match")
    .input(schema.statementInput)
    .output(schema.statementRefusals)
    .mutation(({ ctx, input }) => statementRefusals(ctx, input)),
  listMovements: staff("bank.match")
    .input(listPageInput)
    .output(schema.movementPage)
    .query(({ ctx, input }) => listMovements(ctx, input)),
  countMovements: staff("bank.match")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countMovements(ctx, input)),
  getMovement: staff("bank.match")
    .input(schema.movementIdInput)
    .output(schema.movementDetailDto)
    .query(({ ctx, input }) => getMovement(ctx, input)),
  acceptMovement: staff("bank.match")
    .input(schema.acceptMovementInput)
    .output(schema.movementDetailDto)
    .mutation(({ ctx, input }) => acceptMovement(ctx, input)),
  acceptCertain: staff("bank.match")
    .output(schema.acceptedCertainDto)
    .mutation(({ ctx }) => acceptCertain(ctx)),
  ignoreMovement: staff("bank.match")
    .input(schema.ignoreMovementInput)
    .output(schema.movementDetailDto)
    .mutation(({ ctx, input }) => ignoreMovement(ctx, input)),
  reopenMovement: staff("bank.match")
    .input(schema.movementIdInput)
    .output(schema.movementDetailDto)
    .mutation(({ ctx, input }) => reopenMovement(ctx, input)),
  undoMovement: staff("payment.refund")
    .input(schema.ignoreMovementInput)
    .output(schema.movementDetailDto)
    .mutation(({ ctx, input }) => undoMovement(ctx, input)),
};

import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { staff } from "@/server/trpc/procedures";
import { approveShift } from "./approve-shift";
import { closeShift } from "./close-shift";
import { countShifts } from "./count-shifts";
import { getShift } from "./get-shift";
import { listShifts } from "./list-shifts";
import { moveCash } from "./move-cash";
import { openShift } from "./open-shift";
import { returnShift } from "./return-shift";
import * as schema from "./schema";
import { showDesk } from "./show-desk";

/** Cash that people answer for: their own shift, and everybody's for who supervises. */
export const cashProcedures = {
  cashDesk: staff("cash.keep")
    .output(schema.cashDeskDto)
    .query(({ ctx }) => showDesk(ctx)),
  listShifts: staff("cash.keep")
    .input(listPageInput)
    .output(schema.shiftPage)
    .query(({ ctx, input }) => listShifts(ctx, input)),
  countShifts: staff("cash.keep")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countShifts(ctx, input)),
  getShift: staff("cash.keep")
    .input(schema.shiftIdInput)
    .output(schema.shiftDetailDto)
    .query(({ ctx, input }) => getShift(ctx, input)),
  openShift: staff("cash.keep")
    .input(schema.openShiftInput)
    .output(schema.shiftDetailDto)
    .mutation(({ ctx, input }) => openShift(ctx, input)),
  moveCash: staff("cash.keep")
    .input(schema.moveCashInput)
    .output(schema.shiftDetailDto)
    .mutation(({ ctx, input }) => moveCash(ctx, input)),
  closeShift: staff("cash.keep")
    .input(schema.closeShiftInput)
    .output(schema.shiftDetailDto)
    .mutation(({ ctx, input }) => closeShift(ctx, input)),
  approveShift: staff("cash.supervise")
    .input(schema.approveShiftInput)
    .output(schema.shiftDetailDto)
    .mutation(({ ctx, input }) => approveShift(ctx, input)),
  returnShift: staff("cash.supervise")
    .input(schema.returnShiftInput)
    .output(schema.shiftDetailDto)
    .mutation(({ ctx, input }) => returnShift(ctx, input)),
};

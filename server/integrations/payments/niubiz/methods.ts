import type { MethodTable } from "../schema";

/** Its form shows Yape and PagoEfectivo where the shop's contract has them, and takes no word of ours about it. */
export const niubizMethods: MethodTable = { everywhere: ["card"], local: {} };

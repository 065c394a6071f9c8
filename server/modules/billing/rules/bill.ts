import type { Day } from "@/server/kernel/day";
import type { PlannedLine } from "./inputs";

/** One document in the making. */
export type Bill = {
  key: string;
  currency: string;
  billOn: Day;
  businessUnitId: string | null;
  lines: PlannedLine[];
};

/** What keeps two documents apart: customer · currency · bill day · unit. SQL writes the same text. */
export const billKey = (of: {
  customerId: string;
  currency: string;
  billOn: Day;
  businessUnitId: string | null;
}): string => `${of.customerId}:${of.currency}:${of.billOn}:${of.businessUnitId ?? "-"}`;

export const totalOf = ({ lines }: Pick<Bill, "lines">): number =>
  lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);

import type { CustomerDto } from "../schema";
import type { MergeField } from "./merge-schema";

/** The columns that one choice stands for. */
export const MERGE_COLUMNS = {
  name: ["name"],
  kind: ["kind"],
  legalName: ["legalName"],
  tax: ["taxCountry", "taxIdKind", "taxId"],
  email: ["email"],
  phone: ["phone"],
  city: ["city"],
  category: ["category"],
  status: ["status"],
  owner: ["ownerMembershipId"],
  unit: ["businessUnitId", "branchId"],
  billing: ["currency", "dueDays", "dunningPolicyId", "dunningExempt", "dunningExemptReason"],
  custom: ["custom"],
} as const satisfies Record<MergeField, readonly (keyof CustomerDto)[]>;

export type MergeColumn = (typeof MERGE_COLUMNS)[MergeField][number];
type Side = Pick<CustomerDto, MergeColumn>;

/** What the survivor takes over: the chosen columns of the other. Own fields are filled up, not replaced as a whole. Pure. */
export function takenFrom(
  survivor: Side,
  absorbed: Side,
  take: readonly MergeField[],
): Partial<Side> {
  const columns = take.flatMap((field): readonly MergeColumn[] => MERGE_COLUMNS[field]);
  const taken = Object.fromEntries(columns.map((column) => [column, absorbed[column]]));
  return take.includes("custom")
    ? { ...taken, custom: { ...survivor.custom, ...absorbed.custom } }
    : taken;
}

/** Which fields the other one has and the survivor lacks: what is chosen before anybody chooses. Pure. */
export function suggestedTake(survivor: Side, absorbed: Side): MergeField[] {
  const empty = (value: unknown) =>
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0);
  return (Object.keys(MERGE_COLUMNS) as MergeField[]).filter((field) => {
    const [column] = MERGE_COLUMNS[field];
    return field !== "billing" && empty(survivor[column]) && !empty(absorbed[column]);
  });
}

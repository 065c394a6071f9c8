import { foldText } from "@/server/kernel/fold-text";

type Searchable = {
  number: number;
  label: string;
  customerName: string;
  itemName: string;
  ref: string;
};

/** What search looks through: number, label, customer, plan, reference; lower-case and without accents. */
export const searchTextOf = ({ number, label, customerName, itemName, ref }: Searchable): string =>
  foldText([`#${number}`, label, customerName, itemName, ref].filter(Boolean).join(" "));

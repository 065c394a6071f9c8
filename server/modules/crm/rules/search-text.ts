import { foldText } from "@/server/kernel/fold-text";

type Searchable = {
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  city: string;
};

/** What search looks through: name, number, e-mail, phone, city; lower-case and without accents. */
export const searchTextOf = ({ number, name, email, phone, city }: Searchable): string =>
  foldText([name, `#${number}`, email, phone, city].filter(Boolean).join(" "));

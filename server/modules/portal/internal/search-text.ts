type Searched = {
  name: string;
  number: number;
  email: string | null;
  phone: string | null;
  city: string;
};

/** What a list of customers is searched by: lower-case, without accents. */
export const searchTextOf = ({ name, number, email, phone, city }: Searched): string =>
  [name, number, email, phone, city]
    .filter((part) => part !== null && part !== "")
    .join(" ")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase();

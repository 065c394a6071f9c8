import { changeJson, type Line, readJson } from "../ask-json";
import type { Confirming } from "../schema";
import {
  type CulqiCard,
  culqiCard,
  culqiCardRequest,
  culqiCustomer,
  culqiCustomerRequest,
  culqiCustomers,
} from "./schema";

/**
 * Stores the card behind a token for its holder; undefined: too little is known of them, the card is charged and not kept.
 * A customer who is there already, by the address, is the same one.
 */
export async function keepCard(
  line: Line,
  { email, payer }: Confirming,
  token_id: string,
): Promise<CulqiCard | undefined> {
  const [first_name = "", ...rest] = (payer?.name ?? "").split(/\s+/);
  const city = payer?.city.slice(0, 30) ?? "";
  const holder = culqiCustomerRequest.safeParse({
    ...{
      first_name: first_name.slice(0, 50),
      last_name: rest.join(" ").slice(0, 50) || first_name,
    },
    ...{ email, address: `${city}, Perú`, address_city: city, country_code: "PE" },
    phone_number: payer?.phone.replaceAll(/\D/g, ""),
  }).data;
  if (!holder) return undefined;
  const query = new URLSearchParams({ email: holder.email, limit: "1" }).toString();
  const known = await readJson(line, "find-customer", `customers?${query}`, culqiCustomers);
  const { id: customer_id } =
    known?.data[0] ??
    (await changeJson(line, {
      ...{ operation: "create-customer", path: "customers", body: holder, keyless: true },
      schema: culqiCustomer,
    }));
  const body = culqiCardRequest.parse({ customer_id, token_id });
  const to = { operation: "keep-card", path: "cards", schema: culqiCard, keyless: true } as const;
  return changeJson(line, { ...to, body });
}

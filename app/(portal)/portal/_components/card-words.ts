import type { CardDto, CardsDto } from "@/server/modules/payments/cards/schema";

/** What is asked of the server, one thing at a time; what it answers is shown. */
export type CardCalls = { busy: boolean; run: (call: () => Promise<CardsDto>) => void };

/** A card as its holder knows it. */
export function cardName({ brand, last4, provider }: CardDto): string {
  const name = brand || provider;
  const shown = name.charAt(0).toUpperCase() + name.slice(1);
  return last4 ? `${shown} ···${last4}` : shown;
}

/** As it stands on the card: `08/2030`. */
export const monthOf = (expiresOn: string): string => expiresOn.split("-").toReversed().join("/");

import { Money } from "@/app/_ui/patterns/money";
import type { BalanceDto } from "@/server/modules/crm/schema";

/** What is owed less what is in favour, a line a currency; below zero it is in favour. */
export function Balances({ balances }: { balances: readonly BalanceDto[] }) {
  return balances
    .filter(({ receivableMinor, creditMinor }) => receivableMinor !== creditMinor)
    .map(({ currency, receivableMinor, creditMinor }) => (
      <Money
        key={currency}
        minor={receivableMinor - creditMinor}
        currency={currency}
        className="block"
      />
    ));
}

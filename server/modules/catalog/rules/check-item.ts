import { Invalid } from "@/server/kernel/errors";
import { foldText } from "@/server/kernel/fold-text";
import type { ItemDto } from "../schema";

type Checked = Pick<
  ItemDto,
  "kind" | "niche" | "network" | "cost" | "costCurrency" | "commitmentMonths"
> & { parts: readonly { itemId: string }[]; earlyTerminationPercent: string | null };

const beside = (field: string, key: string) => new Invalid(key, {}, { fields: { [field]: key } });

/** What holds of an item as a whole. Throws `Invalid` beside the field. */
export function checkItem(item: Checked): void {
  if (item.kind === "subscription" && item.niche === "internet" && !item.network)
    throw beside("network", "speed_required");
  if (item.kind === "bundle" && item.parts.length === 0) throw beside("parts", "parts_required");
  if (item.kind !== "bundle" && item.parts.length > 0)
    throw beside("parts", "parts_of_bundle_only");
  if (item.cost !== null && item.costCurrency === null)
    throw beside("costCurrency", "currency_unknown");
  const { network } = item;
  if (network && (network.fupDownKbps === null) !== (network.fupUpKbps === null))
    throw beside("network.fupUpKbps", "speed_required");
  if (network && network.fupDownKbps !== null && network.capGb === null)
    throw beside("network.capGb", "cap_required");
}

/** What search looks through: code, name, category, description; lower-case and without accents. */
export const itemSearchText = (
  item: Pick<ItemDto, "code" | "name" | "category" | "description">,
): string => foldText([item.code, item.name, item.category, item.description].join(" "));

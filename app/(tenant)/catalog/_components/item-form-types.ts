import type { z } from "zod";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import type { ItemForm, itemForm } from "@/server/modules/catalog/rules/item-form";

/** The catalogue's form as its parts get it. */
export type ItemFormHandle = AppForm<z.input<typeof itemForm>, ItemForm>;

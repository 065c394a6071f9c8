/** The filters that `/catalog` offers (`server/modules/catalog/list-spec.ts`). */
export const CATALOG_FILTERS = [
  "kind",
  "niche",
  "category",
  "unit",
  "tax",
  "name",
  "code",
  "createdAt",
  "archived",
] as const;

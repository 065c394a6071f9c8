/** The filters that `/customers` offers (`server/modules/crm/list-spec.ts`). */
export const CUSTOMER_FILTERS = [
  "status",
  "kind",
  "owner",
  "unit",
  "city",
  "createdAt",
  "number",
  "name",
  "email",
  "phone",
  "portalAccess",
  "archived",
] as const;

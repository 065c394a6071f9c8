/** The list of customers without a filter: how many there are at all. */
export const ANY_CUSTOMER = {} as const;

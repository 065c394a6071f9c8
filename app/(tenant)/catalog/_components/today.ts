/** The day on the reader's own calendar; the server has the last word on the company's. */
export const today = (): string => new Intl.DateTimeFormat("en-CA").format(new Date());

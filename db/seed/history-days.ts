/** How far back the demo companies' history goes: 14 months. */
export const HISTORY_DAYS = 425;

/** How long a reconnection may wait for its proof before people are told: "paid but still cut". */
export const ALARM_MINUTES = 10;

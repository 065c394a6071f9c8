/** Features that can be switched per tenant; the value is what holds where the platform has set nothing. */
export const FLAGS = {
  /** May use hosts of its own. */
  ownDomains: true,
  /** May own tenants. */
  resellers: false,
  /** May send its events to webhooks. */
  webhooks: true,
} as const satisfies Record<string, boolean>;

export type Flag = keyof typeof FLAGS;

export const FLAG_NAMES = Object.keys(FLAGS) as [Flag, ...Flag[]];

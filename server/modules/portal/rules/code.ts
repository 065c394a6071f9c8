/** A code may be tried this often; then a new one must be asked for (ASVS 5.0 V6.6.3). */
export const MAX_TRIES = 5;
export const CODE_MINUTES = 10;
export const LINK_MINUTES = 15;
/** How long a person may take to choose among the accounts that an address opens. */
export const CHOICE_MINUTES = 5;

/** Who asked how often: a neighbour's guesses must not keep the owner of an address out for long. */
export const ASK_LIMITS = {
  /** From one network, whatever the address. */
  network: { max: 30, windowSeconds: 900, onFailure: "deny" },
  /** For one address from one network. */
  addressFromNetwork: { max: 5, windowSeconds: 900, onFailure: "deny" },
  /** From a browser that its owner used before: their own, whatever strangers ask for. */
  knownDevice: { max: 10, windowSeconds: 3_600, onFailure: "deny" },
  /** For one address from anywhere: what a flood may cost its owner in messages. */
  address: { max: 40, windowSeconds: 3_600, onFailure: "deny" },
  tenant: { max: 3_000, windowSeconds: 3_600, onFailure: "deny" },
} as const;

/** Tries of codes and links from one network. */
export const TRY_LIMIT = { max: 60, windowSeconds: 300, onFailure: "deny" } as const;

/** Checkouts, returns and receipts of who pays. */
export const PAY_LIMITS = {
  network: { max: 300, windowSeconds: 600, onFailure: "allow" },
  customer: { max: 40, windowSeconds: 600, onFailure: "allow" },
} as const;

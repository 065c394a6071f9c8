/** A provider as people see it on the sign-in page. */
export type OidcProvider = { readonly id: string; readonly label: string };

/** What one round trip is held together by; none of it is stored in clear. */
export type OidcRound = {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Our callback, exactly as registered at the provider. */
  readonly redirectUri: string;
};

/** Whom the provider vouches for. */
export type OidcPerson = {
  readonly issuer: string;
  readonly subject: string;
  /** Lower-case, and only where the provider says that it is verified. */
  readonly verifiedEmail: string | undefined;
};

/** Accounts elsewhere with which staff may sign in. */
export type OidcProviders = {
  /** Those that are configured; asks nobody. */
  list(): readonly OidcProvider[];
  /** The provider's address for the browser; undefined where no such provider is configured. Throws Unavailable. */
  authorizationUrl(providerId: string, round: OidcRound): Promise<string | undefined>;
  /** The name of the provider that signs as this issuer, while it is configured. */
  labelOf(issuer: string): string | undefined;
  /**
   * The provider's answer (the callback's query) → the person; undefined when it proves nobody (refused, forged,
   * expired, for another client, of another round). Throws Unavailable.
   */
  redeem(providerId: string, round: OidcRound, answer: string): Promise<OidcPerson | undefined>;
};

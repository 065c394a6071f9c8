import type { ClientAuth, Configuration } from "openid-client";
import { oidcFetch } from "./oidc-fetch";
import type { OidcProviderConfig } from "./schema";

/** Reads the provider's description; throws where it does not answer or names another issuer. */
export async function discoverProvider(provider: OidcProviderConfig): Promise<Configuration> {
  const oidc = await import("openid-client");
  const { issuer, clientId, clientSecret } = provider;
  const post = oidc.ClientSecretPost(clientSecret);
  const basic = oidc.ClientSecretBasic(clientSecret);
  // Basic is the specification's own default where a provider does not say what it takes.
  const auth: ClientAuth = (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes("client_secret_post") ? post : basic)(
      server,
      ...rest,
    );
  const local = issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(issuer), clientId, undefined, auth, {
    [oidc.customFetch]: oidcFetch(provider.id),
    // Signatures are checked although the token comes over TLS: one forged answer on the way must not be enough.
    execute: [...local, oidc.enableNonRepudiationChecks],
  });
}

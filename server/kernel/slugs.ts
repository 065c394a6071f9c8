/** Sub-domain of the root that serves the platform's own back office. */
export const PLATFORM_SLUG = "admin";

/** Names under the root that no tenant may take: ours today, or dangerous in a stranger's hands (mail, certificates, look-alikes of ours). */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  [
    "www www1 www2 site web home root localhost admin administrator platform console panel dashboard",
    "api app apps static cdn assets media files img images js css public download downloads upload uploads",
    "mail email smtp imap pop pop3 webmail mx mta autoconfig autodiscover postmaster hostmaster abuse noreply no-reply bounce",
    "dns ns ns1 ns2 ns3 ns4 ftp sftp ssh vpn proxy gateway router edge origin ldap sso idp oauth oidc saml",
    "auth login signin sign-in signup sign-up logout account accounts register password security secure ssl tls wpad isatap",
    "status health metrics monitor monitoring logs grafana prometheus sentry trace dev test testing staging stage demo sandbox preview beta alpha qa uat prod production internal intranet local",
    "help support docs doc blog news about legal terms privacy pricing billing pay payment payments invoice invoices checkout wallet",
    "portal customer customers staff team tenant tenants reseller resellers partner partners",
    "webhook webhooks jobs queue events ws wss live realtime trpc graphql rest v1 v2 git repo ci",
    "trama official sys system service services server daemon nobody null undefined anonymous guest everyone",
  ].flatMap((line) => line.split(" ")),
);

const SLUG = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,38}[a-z0-9]$/;

/**
 * Why a text cannot be a tenant's slug, or null when it can: 3–40 of a–z, 0–9 and single hyphens inside,
 * starting with a letter (so that it is never an IP address or a punycode label), and not reserved.
 */
export function slugFault(slug: string): "shape" | "reserved" | null {
  if (!SLUG.test(slug)) return "shape";
  return RESERVED_SLUGS.has(slug) ? "reserved" : null;
}

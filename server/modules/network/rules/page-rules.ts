import { onTop, quote, RULE_TAG } from "./script-text";

export type PageFacts = {
  readonly cutList: string;
  /** The page for who is cut, and the host it is on. */
  readonly page: { readonly url: string; readonly host: string };
};

/** Where the router's own proxy answers who is cut; closed to everybody else. */
export const PROXY_PORT = 8087;
const MINE = `comment=${quote(`${RULE_TAG} page`)}`;

/**
 * Leads the HTTP of who is cut to the company's page (isp-domain.md §3.6 a): the router's own proxy answers each address
 * with a redirection, since a page by its name cannot be the target of dst-nat. HTTPS is refused by the filter, never
 * forged. A device whose mode forbids the proxy goes without the page and says so.
 */
export function pageRules({ cutList, page }: PageFacts): string[] {
  const cut = quote(cutList);
  const input = `chain=input protocol=tcp dst-port=${PROXY_PORT}`;
  const nat = `/ip firewall nat add chain=dstnat src-address-list=${cut} dst-address-list=${quote(`!${cutList}-permitido`)} protocol=tcp dst-port=80 action=redirect to-ports=${PROXY_PORT} ${MINE}`;
  const deny = `/ip proxy access add ${MINE} action=`;
  const to = quote(page.url);
  const enabled = `/ip proxy set enabled=yes port=${PROXY_PORT} max-cache-size=none`;
  const steps = [
    enabled,
    `/ip proxy access add dst-host=${quote(page.host)} action=allow ${MINE}`,
    // The word changed with version 7; a word that a version does not know stops the whole line before it runs.
    `:do { [[:parse ${quote(`${deny}redirect action-data=${to}`)}]] } on-error={ [[:parse ${quote(`${deny}deny redirect-to=${to}`)}]] }`,
    onTop("/ip firewall filter", `${input} action=drop ${MINE}`),
    onTop("/ip firewall filter", `${input} src-address-list=${cut} action=accept ${MINE}`),
    `:do { ${nat} place-before=0 } on-error={ ${nat} }`,
  ];
  return [
    `:do { /ip proxy access remove [find comment~"^${RULE_TAG}"] } on-error={ :put "trama: sin proxy / no proxy" }`,
    `:do { ${steps.join("; ")} } on-error={ :put "trama: sin pagina de corte / no page for who is cut" }`,
  ];
}

import type { RouterWords } from "./access";
import { type PageFacts, pageRules } from "./page-rules";
import { onTop, quote, RULE_TAG } from "./script-text";

export type ScriptFacts = RouterWords & {
  readonly user: string;
  readonly password: string;
  readonly port: number;
  readonly tls: boolean;
  /** Where we call from: the only addresses that the API answers; none said: any. */
  readonly callers: readonly string[];
  /** Where who is cut may still go: our page, the gateways. */
  readonly allowed: readonly string[];
  /** The page for who is cut; null: who is cut reaches the allowed hosts, and is led to none. */
  readonly page: PageFacts["page"] | null;
};

const GROUP = "trama";

/**
 * What a person pastes into the router's terminal (6.42 and later): a group without ftp, ssh or winbox, a user in it,
 * the API for our addresses only, lists and profiles, and the rules for who is cut, above fasttrack, where they also
 * end what was already flowing. Pasted twice it is as if pasted once.
 */
export function onboardingScript(facts: ScriptFacts): string {
  return [
    "# Trama · pegar en la terminal del router / paste in the router's terminal",
    ...account(facts),
    ...profiles(facts),
    ...rules(facts),
    ':put "trama: listo / ready"',
    "",
  ].join("\n");
}

function account({ user, password, port, tls, callers }: ScriptFacts): string[] {
  const service = tls ? "api-ssl" : "api";
  const from = callers.length > 0 ? ` address=${quote(callers.join(","))}` : "";
  const policy = "read,write,api,test,sensitive";
  return [
    unless(`/user group find name=${GROUP}`, `/user group add name=${GROUP} policy=${policy}`),
    `/user group set [find name=${GROUP}] policy=${policy}`,
    unless(
      `/user find name=${quote(user)}`,
      `/user add name=${quote(user)} group=${GROUP} password=${quote(password)}`,
    ),
    `/user set [find name=${quote(user)}] group=${GROUP} password=${quote(password)}${from}`,
    `/ip service set ${service} disabled=no port=${port}${from}`,
  ];
}

const profiles = ({ cutProfile, softProfile, cutList, softList }: ScriptFacts): string[] =>
  [
    { name: cutProfile, list: cutList, rate: "256k/256k" },
    { name: softProfile, list: softList, rate: "1M/1M" },
  ].flatMap(({ name, list, rate }) => [
    unless(
      `/ppp profile find name=${quote(name)}`,
      `/ppp profile add name=${quote(name)} copy-from=default`,
    ),
    `/ppp profile set [find name=${quote(name)}] address-list=${quote(list)} rate-limit=${rate} only-one=yes comment=${quote(RULE_TAG)}`,
  ]);

function rules({ cutList, allowed, page }: ScriptFacts): string[] {
  const tagged = (name: string) => quote(`${RULE_TAG} ${name}`);
  const find = `[find comment~"^${RULE_TAG}"]`;
  const src = `chain=forward src-address-list=${quote(cutList)}`;
  const ok = quote(`${cutList}-permitido`);
  // Each is put on top, so the last one written comes first.
  const filter = [
    `${src} action=reject reject-with=icmp-admin-prohibited comment=${tagged("reject")}`,
    `${src} action=accept dst-address-list=${ok} comment=${tagged("allowed")}`,
    `${src} action=accept protocol=tcp dst-port=53 comment=${tagged("dns-tcp")}`,
    `${src} action=accept protocol=udp dst-port=53 comment=${tagged("dns")}`,
  ];
  const hosts = page ? [page.host, ...allowed.filter((host) => host !== page.host)] : allowed;
  return [
    `/ip firewall filter remove ${find}`,
    `/ip firewall nat remove ${find}`,
    `/ip firewall address-list remove ${find}`,
    ...hosts.map(
      (host) =>
        `/ip firewall address-list add list=${ok} address=${quote(host)} comment=${tagged("host")}`,
    ),
    ...filter.map((rule) => onTop("/ip firewall filter", rule)),
    ...(page ? pageRules({ cutList, page }) : []),
  ];
}

const unless = (find: string, command: string): string =>
  `:if ([:len [${find}]] = 0) do={ ${command} }`;

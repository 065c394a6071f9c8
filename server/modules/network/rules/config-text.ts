type Row = Readonly<Record<string, string>>;

/** Menus that a person would want back, in the order of the text. */
export const CONFIG_MENUS = [
  ...["/system/identity", "/interface", "/ip/address", "/ip/route", "/ip/pool", "/ip/dns"],
  ...["/ip/dhcp-server", "/ip/dhcp-server/lease", "/ip/dhcp-server/network", "/ppp/profile"],
  ...["/ppp/secret", "/ip/firewall/filter", "/ip/firewall/nat", "/ip/firewall/mangle"],
  ...["/ip/firewall/address-list", "/queue/simple", "/ip/service", "/user", "/user/group"],
  ...["/system/scheduler", "/system/script"],
] as const;

/** What changes by itself, or is a secret. */
const LEFT_OUT =
  /^(?:\.id|\.nextid|dynamic|invalid|running|active.*|actual.*|bytes|packets|.*-byte|.*-packet|.*-bytes?|.*-packets?|rate|packet-rate|last-.*|uptime|status|expires-after|creation-time|run-count|next-run|host-name|total-.*|queued-.*|dropped|.*password.*|.*secret.*|.*key.*)$/;

/** A router's configuration as lines, each row with its attributes sorted: the same configuration is the same text. */
export function configText(menus: ReadonlyMap<string, readonly Row[]>): string {
  const lines: string[] = [];
  for (const [menu, rows] of menus) {
    lines.push(`# ${menu}`);
    for (const row of rows) {
      if (row.dynamic === "true") continue;
      const words = Object.entries(row)
        .filter(([name]) => !LEFT_OUT.test(name))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      if (words.length > 0) lines.push(`${menu} ${words.join(" ")}`);
    }
  }
  return lines.join("\n");
}

/** Lines that came and lines that went; a line that is there twice counts twice. */
export function lineDiff(before: string, after: string): { added: string[]; removed: string[] } {
  const count = new Map<string, number>();
  for (const line of before.split("\n")) count.set(line, (count.get(line) ?? 0) + 1);
  const added: string[] = [];
  for (const line of after.split("\n")) {
    const left = count.get(line) ?? 0;
    if (left === 0) added.push(line);
    else count.set(line, left - 1);
  }
  const removed = [...count].flatMap(([line, left]) => Array.from({ length: left }, () => line));
  return { added, removed };
}

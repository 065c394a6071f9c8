/** What the REST protocol cannot carry (a request has no connection of its own) or the service keeps to itself. */
const REFUSED = new Set(
  `blpop brpop blmove blmpop brpoplpush bzpopmin bzpopmax bzmpop wait multi exec discard
   watch unwatch subscribe psubscribe ssubscribe unsubscribe punsubscribe monitor sync auth
   hello select swapdb reset quit client acl config debug shutdown save bgsave bgrewriteaof
   replicaof slaveof failover module cluster readonly readwrite asking migrate latency
   slowlog memory`.split(/\s+/),
);

/** Why the service would not run it, in its own words; undefined for a command that it runs. */
export function refusalOf(command: readonly string[]): string | undefined {
  const name = (command[0] ?? "").toLowerCase();
  const blocks =
    (name === "xread" || name === "xreadgroup") &&
    command.some((word) => word.toLowerCase() === "block");
  if (!blocks && !REFUSED.has(name)) return undefined;
  return `ERR Command is not available: '${name.toUpperCase()}'. See https://upstash.com/docs/redis/overall/rediscompatibility for details`;
}

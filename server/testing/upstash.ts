import { startUpstashStandin, type UpstashStandin } from "@/standins/upstash-redis/server";

/** The Upstash stand-in, or undefined after saying on stderr why its tests are skipped here. */
export async function startTestUpstash(): Promise<UpstashStandin | undefined> {
  const standin = await startUpstashStandin();
  if (typeof standin !== "string") return standin;
  process.stderr.write(`SKIPPED: tests over Upstash Redis: ${standin}\n`);
  return undefined;
}

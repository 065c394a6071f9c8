import { startUpstashStandin } from "./server";

// PORT=8079 npx tsx standins/upstash-redis/main.ts
const standin = await startUpstashStandin(Number(process.env.PORT ?? 8079));
console.log(
  typeof standin === "string"
    ? standin
    : `Upstash Redis stand-in: UPSTASH_REDIS_REST_URL=${standin.url} UPSTASH_REDIS_REST_TOKEN=${standin.token}`,
);

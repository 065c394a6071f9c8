import { migrate } from "@/db/migrate";
import { readEnv } from "@/server/env";

const env = readEnv();
await migrate(env.DATABASE_URL, env.TRAMA_MASTER_KEY);

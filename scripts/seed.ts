import { seedDemo } from "@/db/seed/seed-demo";
import { composition } from "@/server/composition";

// The last line of stdout is what the supervisor reads: the demo logins as one JSON array.
const logins = await seedDemo();
const { db, routers } = composition();
await Promise.all([db.app.close(), db.platform.close(), routers.close()]);
process.stdout.write(`${JSON.stringify(logins)}\n`);

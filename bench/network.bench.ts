import { composition } from "@/server/composition";
import { idleSessions } from "./idle-sessions";
import { massCut } from "./mass-cut";
import { openField } from "./network-data";
import { proofClock } from "./proof-clock";
import { reconciling } from "./reconciling";
import type { Measure } from "./report";

/** What enforcement costs over the product's own lanes: database, worker, proofs and all. */
export async function run(): Promise<Measure[]> {
  const field = openField();
  try {
    const measures = [...(await massCut(field)), await proofClock(field)];
    return [...measures, ...(await reconciling(field)), await idleSessions(field)];
  } finally {
    await composition().routers.close();
    await field.end();
  }
}

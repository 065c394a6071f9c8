import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { compose, composition, setComposition } from "@/server/composition";
import { readEnv } from "@/server/env";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import { onAdmin, TEMPLATE, withDatabase } from "../databases";
import { embeddedParts } from "./embedded-parts";
import { hostedParts } from "./hosted-parts";

export type DriversName = "embedded" | "hosted";

/** What one set of drivers brings, beside the variables that choose it. */
export type Parts = {
  readonly env: Record<string, string>;
  /** After the composition stands: begins to work on jobs. */
  begin(): Promise<void>;
  /** Works on everything that is due; a job that comes back later waits for `release`. */
  settle(): Promise<void>;
  /** What was delayed to before the (moved) present is due now. */
  release(now: Date): Promise<void>;
  /** Jobs that are left, of whatever moment. */
  left(): Promise<number>;
  /** Mails that were taken: to whom, and their subject. */
  mails(): string[];
  /** Nothing that is due is left. */
  isQuiet(): Promise<boolean>;
  /** Stops working on jobs; `begin` again starts it. */
  end(): Promise<void>;
  /** What it stood on goes. */
  close(): Promise<void>;
};

export type Drivers = Parts;

let made = 0;

/** A database of its own and the whole set of drivers over it, as the process's composition. */
export async function openDrivers(
  name: DriversName,
  more: Record<string, string>,
): Promise<Drivers> {
  const ownerUrl = inject("ownerUrl");
  const database = `trama_loop_${process.pid}_${++made}`;
  await onAdmin(ownerUrl, `create database ${database} template ${TEMPLATE}`);
  const url = withDatabase(ownerUrl, database);
  const data = mkdtempSync(join(tmpdir(), "trama-loop-"));
  const parts = await (name === "embedded" ? embeddedParts() : hostedParts(url));
  const given = { DATABASE_URL: url, DATABASE_PLATFORM_URL: "", TRAMA_DATA: data };
  const composed = compose(readEnv({ ...process.env, ...given, ...more, ...parts.env }));
  setComposition(composed);
  forgetLanes();
  await parts.begin();
  return {
    ...parts,
    env: { ...given, ...more, ...parts.env },
    close: async () => {
      await parts.end();
      await parts.close();
      await composition().routers.close();
      setComposition(undefined);
      setOutboundSeams({});
      forgetLanes();
      await Promise.all([composed.db.app.close(), composed.db.platform.close()]);
      await onAdmin(ownerUrl, `drop database ${database} with (force)`);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

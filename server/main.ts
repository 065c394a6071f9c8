import next from "next";
import { composition } from "./composition";
import type { Pages } from "./http/handle";
import { endOnSignals, exitOnUnknown } from "./http/lifecycle";
import { run } from "./http/run";

/** The product's process: our doors and jobs, and Next for the pages. */
async function main(): Promise<void> {
  const { env } = composition();
  const dev = env.TRAMA_DEV === "1";
  // Not the address we bind to: Next calls every loopback name `localhost` in middleware, and takes a rewrite
  // to any other name than its own for somebody else's server.
  const app = next({ dev, dir: process.cwd(), hostname: "localhost", port: env.PORT });
  const openPages = async (): Promise<Pages> => {
    await app.prepare();
    const pages = app.getRequestHandler();
    return (req, res) => pages(req, res);
  };
  const running = await run(openPages);
  // Only Next's development client upgrades; the product's live updates are plain HTTP streams.
  if (dev) running.server.on("upgrade", app.getUpgradeHandler());
  else running.server.on("upgrade", (_req, socket) => socket.destroy());
  endOnSignals(running);
}

exitOnUnknown();
await main();

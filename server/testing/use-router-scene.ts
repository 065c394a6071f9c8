import { afterEach, beforeEach } from "vitest";
import { composition } from "@/server/composition";
import { forgetLanes } from "@/server/outbound/lanes";
import { mintRouterScene, type RouterScene } from "./router-scene";

/** A router scene of its own for each test of a file, closed after it; gives the one of the test that runs. */
export function useRouterScene(
  over: Parameters<typeof mintRouterScene>[0] = {},
): () => RouterScene {
  let scene: RouterScene | undefined;
  beforeEach(async () => {
    forgetLanes();
    scene = await mintRouterScene(over);
  });
  afterEach(async () => {
    await composition().routers.close();
    await scene?.router.close();
    scene = undefined;
  });
  return () => {
    if (!scene) throw new Error("no test is running");
    return scene;
  };
}

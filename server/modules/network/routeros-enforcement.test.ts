import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { enforcementContract } from "@/server/modules/subscriptions/enforcement/contract";
import type { EnforcementTarget } from "@/server/modules/subscriptions/enforcement/port";
import { forgetLanes } from "@/server/outbound/lanes";
import {
  mintAccess,
  mintRouterScene,
  ROUTEROS_VERSIONS,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { routerosEnforcement } from "./routeros-enforcement";

const METHODS = ["addressList", "profile", "disable"] as const;

describe.each(
  ROUTEROS_VERSIONS.flatMap((version) => METHODS.map((method) => ({ version, method }))),
)("RouterOS $version, cut by $method", ({ version, method }) => {
  let scene: RouterScene;
  let real: Map<string, string>;
  beforeAll(async () => {
    scene = await mintRouterScene({ version, cutMethod: method });
  });
  beforeEach(() => {
    real = new Map();
    forgetLanes();
  });
  afterAll(async () => {
    await composition().routers.close();
    await scene.router.close();
  });

  /** The contract invents services: each gets a real one on the router, on and dialled in, the first time. */
  const known = async (target: EnforcementTarget): Promise<EnforcementTarget> => {
    let serviceId = real.get(target.serviceId);
    if (!serviceId) {
      const userName = `ñ=${target.ref}`;
      const n = real.size + Math.floor(Math.random() * 60_000) + 2;
      const address = method === "addressList" ? `10.70.${n >> 8}.${n & 255}` : null;
      serviceId = await mintAccess(scene, { userName, address });
      real.set(target.serviceId, serviceId);
      await routerosEnforcement.apply(scene.tenant.ctx, { ...target, serviceId, desired: "on" });
      scene.router.dial(userName);
      scene.router.log.length = 0;
    }
    return { ...target, serviceId, integrationId: scene.routerId };
  };
  const back = (id: string) => [...real].find(([, service]) => service === id)?.[0] ?? "";

  enforcementContract({
    adapter: {
      ...routerosEnforcement,
      apply: async (ctx, target) => routerosEnforcement.apply(ctx, await known(target)),
      readBack: async (ctx, target, applied) =>
        routerosEnforcement.readBack(ctx, await known(target), applied),
      observe: async (ctx, targets) => {
        const seen = await routerosEnforcement.observe(ctx, await Promise.all(targets.map(known)));
        return new Map([...seen].map(([id, one]) => [back(id), one]));
      },
    },
    ctx: () => scene.tenant.ctx,
    integrationId: () => scene.routerId,
    offline: async (away) => {
      forgetLanes();
      if (away) return scene.router.unplug();
      await composition().routers.close();
      await scene.router.plug();
    },
    tamper: async (serviceId) => {
      const id = real.get(serviceId) ?? "";
      const tag = `s${id.replaceAll("-", "")}`;
      for (const menu of ["/ppp/secret", "/ip/firewall/address-list"])
        for (const row of scene.router.menu(menu)) {
          if (!row.comment?.includes(tag)) continue;
          if (menu !== "/ppp/secret") scene.router.remove(menu, row[".id"] ?? "");
          else scene.router.set(menu, row[".id"] ?? "", { disabled: "no", profile: "plan" });
        }
      for (const row of scene.router.menu("/ppp/active"))
        scene.router.remove("/ppp/active", row[".id"] ?? "");
    },
    changes: () =>
      scene.router.log.filter(
        ({ command }) => /\/(add|set|remove)$/.test(command) && !command.startsWith("/ppp/active"),
      ).length,
  });

  test("the proof says which router, which rows and which sessions, and no password", async () => {
    const serviceId = await mintAccess(scene, {
      address: method === "addressList" ? "10.71.0.9" : null,
    });
    const target: EnforcementTarget = {
      ...{ commandId: serviceId, serviceId, number: 7, ref: "", desired: "off" },
      integrationId: scene.routerId,
    };
    await routerosEnforcement.apply(scene.tenant.ctx, target);
    const seen = await routerosEnforcement.readBack(scene.tenant.ctx, target, undefined);
    expect(seen).toMatchObject({ state: "off", evidence: { by: "router", router: "Torre Ñ" } });
    expect(JSON.stringify(seen)).not.toContain("clave");
    const [access] = await rowsOf(
      scene,
      sql`select row_id, adoption from router_accesses where service_id = ${serviceId}`,
    );
    expect(access).toMatchObject({ row_id: expect.stringMatching(/^\*/), adoption: "ours" });
  });
});

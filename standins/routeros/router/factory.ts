import { SERVICE_PORTS } from "../menus/ip";
import { GROUPS } from "../menus/users";
import type { Router } from "./router";

/** What a router has before anybody touched it. */
export function furnish(router: Router): void {
  for (const [at, name] of ["ether1", "ether2", "ether3", "ether4", "ether5"].entries())
    router.insert("/interface", { name, "mac-address": `DC:2C:6E:00:00:0${at + 1}` });
  for (const name of ["default", "default-encryption"]) router.insert("/ppp/profile", { name });
  router.insert("/ip/hotspot/user/profile", { name: "default" });
  for (const [name, policy] of Object.entries(GROUPS))
    router.insert("/user/group", { name, policy: full(policy) });
  for (const { name, password, group } of router.settings.users)
    router.insert("/user", { name, password, group });
  for (const [name, port] of Object.entries(SERVICE_PORTS))
    router.insert("/ip/service", {
      ...{ name, port: String(port) },
      ...(name.endsWith("-ssl") && { certificate: "none", disabled: "true" }),
      ...(router.settings.maxSessions !== 20 && {
        "max-sessions": String(router.settings.maxSessions),
      }),
    });
  router.single("/system/identity").values.name = router.settings.identity;
  const packages =
    router.version >= 7000
      ? ["routeros"]
      : ["routeros-arm", "system", "ppp", "dhcp", "hotspot", "security"];
  for (const name of packages)
    router.insert("/system/package", { name, version: router.settings.version });
}

/** Every policy by name, the missing ones with «!». */
function full(policy: string): string {
  const has = policy.split(",");
  return (GROUPS.full ?? "")
    .split(",")
    .map((one) => (has.includes(one) ? one : `!${one}`))
    .join(",");
}

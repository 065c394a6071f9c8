import { date, dateTime, offset, time } from "../router/clock";
import type { Router } from "../router/router";
import type { Menu, Values } from "../router/spec";
import { Trap } from "../router/trap";
import * as v from "../router/values";
import { runScript } from "../router/console";

const one = (path: string, state: (router: Router) => Values, more: Partial<Menu> = {}): Menu => ({
  path,
  single: true,
  fixed: true,
  properties: {},
  state,
  ...more,
});

const resource = one("/system/resource", (router) => ({
  uptime: v.span((Date.now() - router.bootedAt) / 1000),
  version: `${router.settings.version} (${router.version >= 7000 ? "stable" : "long-term"})`,
  "build-time": "2026-01-12 08:15:31",
  "factory-software": "6.44.6",
  "free-memory": "867106816",
  "total-memory": "1073741824",
  cpu: router.version >= 7000 ? "ARM64" : "ARMv7",
  "cpu-count": "4",
  "cpu-frequency": "1400",
  "cpu-load": String(2 + router.random.below(9)),
  "free-hdd-space": "78548992",
  "total-hdd-space": "134479872",
  "architecture-name": router.version >= 7000 ? "arm64" : "arm",
  "board-name": router.version >= 7000 ? "RB5009UG+S+" : "RB4011iGS+",
  platform: "MikroTik",
}));

const identity: Menu = {
  path: "/system/identity",
  single: true,
  properties: { name: v.text("MikroTik") },
};

const clock: Menu = {
  path: "/system/clock",
  single: true,
  properties: {
    // Set through `faults.clockSkewMs` by a hand, or by a command that says both.
    "time-zone-autodetect": v.yesNo("true"),
    "time-zone-name": v.text(),
    date: { ...v.text(), secret: "never" },
    time: { ...v.text(), secret: "never" },
  },
  state: (router) => ({
    time: time(router, router.now()),
    date: date(router, router.now()),
    "time-zone-name": router.settings.timeZone,
    "gmt-offset": offset(router, router.now()),
    "dst-active": "false",
  }),
};

const routerboard = one("/system/routerboard", (router) => ({
  routerboard: "true",
  model: router.version >= 7000 ? "RB5009UG+S+" : "RB4011iGS+",
  "serial-number": `HC${(router.settings.seed >>> 0).toString(16).toUpperCase().padStart(8, "0")}`,
  "firmware-type": "al2",
  "factory-firmware": "6.45.9",
  "current-firmware": router.settings.version,
  "upgrade-firmware": router.settings.version,
}));

const FEATURES = [
  ..."scheduler socks fetch pptp l2tp bandwidth-test traffic-gen sniffer ipsec romon proxy hotspot".split(
    " ",
  ),
  ..."smb email zerotier container install-any-version partitions routerboard".split(" "),
];
const OFF = ["traffic-gen", "container", "install-any-version", "partitions", "routerboard"];

/** From 7.17 on. An update waits for a hand at the device: here for `pressButton`, and ends in failure without it. */
const deviceMode: Menu = {
  path: "/system/device-mode",
  single: true,
  since: 7017,
  properties: {
    mode: v.oneOf(["advanced", "home", "basic", "rose"], "advanced"),
    ...Object.fromEntries(
      FEATURES.map((name) => [name, v.yesNo(OFF.includes(name) ? "false" : "true")]),
    ),
  },
  state: () => ({ "attempt-count": "0" }),
  verbs: {
    update: {
      policy: "policy",
      run: ({ router, attributes, menu }) => {
        const wanted = Object.fromEntries(
          [...attributes].map(([name, value]) => {
            const property = menu.properties[name];
            if (!property) throw new Trap(`unknown parameter ${name}`);
            return [name, property.parse(value, name, router)];
          }),
        );
        return {
          stream: (push, end) => {
            push({
              status:
                "please activate by turning power off or pressing reset or mode button in 5m00s",
            });
            router.pressButton = () => {
              const item = router.single("/system/device-mode");
              router.change("/system/device-mode", item, { ...item.values, ...wanted });
              end();
            };
            return () => (router.pressButton = () => undefined);
          },
        };
      },
    },
  },
};

const packages: Menu = {
  path: "/system/package",
  named: true,
  fixed: true,
  properties: {
    name: v.text(),
    version: v.text(),
    "build-time": v.text(""),
    scheduled: v.text(""),
    disabled: v.yesNo(),
  },
};

const script: Menu = {
  path: "/system/script",
  named: true,
  properties: {
    name: v.text(),
    owner: v.text("admin"),
    policy: v.text("ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon"),
    "dont-require-permissions": v.yesNo(),
    source: v.text(""),
    comment: v.bare(),
    "run-count": v.text("0"),
    "last-started": v.bare(),
  },
  unique: [{ key: ({ name }) => name, text: "item with this name already exists" }],
  state: () => ({ invalid: "false" }),
  verbs: {
    run: {
      policy: "test",
      run: ({ router, attributes, user, can }) => {
        const item = router.find("/system/script", attributes.get(".id") ?? "");
        const count = String(Number(item.values["run-count"] ?? 0) + 1);
        const started = { "run-count": count, "last-started": dateTime(router, router.now()) };
        router.change("/system/script", item, { ...item.values, ...started });
        runScript(router, item.values.source ?? "", { user, can });
      },
    },
  },
};

const scheduler: Menu = {
  path: "/system/scheduler",
  named: true,
  properties: {
    name: v.text(),
    "start-date": v.text(""),
    "start-time": v.text("00:00:00"),
    interval: v.duration("0s"),
    "on-event": v.text(""),
    owner: v.text("admin"),
    policy: v.text("ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon"),
    "run-count": v.text("0"),
    ...v.disabledAndComment,
  },
  unique: [{ key: ({ name }) => name, text: "item with this name already exists" }],
  check(router) {
    if (router.version >= 7017 && router.setting("/system/device-mode", "scheduler") === "false")
      throw new Trap("failure: not allowed by device-mode");
  },
  firstId: 0,
};

const log: Menu = {
  path: "/log",
  fixed: true,
  firstId: 0,
  properties: { topics: v.text(), message: v.text() },
  state: (router, { madeAt = 0 }) => ({
    time: router.version >= 7010 ? dateTime(router, madeAt) : time(router, madeAt),
  }),
};

/** Menus that only have commands. */
const commands: readonly Menu[] = [
  {
    path: "/system",
    properties: {},
    fixed: true,
    verbs: {
      reboot: { policy: "reboot", run: ({ router }) => router.onReboot() },
      shutdown: { policy: "reboot", run: ({ router }) => router.onReboot() },
    },
  },
  {
    path: "/tool",
    properties: {},
    fixed: true,
    verbs: {
      fetch: {
        policy: "test",
        run: ({ router }) => {
          if (router.version >= 7017 && router.setting("/system/device-mode", "fetch") === "false")
            throw new Trap("failure: not allowed by device-mode");
          return { rows: [{ status: "failed", ".section": "0" }] };
        },
      },
    },
  },
];

export const systemMenus: readonly Menu[] = [
  ...[resource, identity, clock, routerboard, deviceMode, packages, script, scheduler, log],
  ...commands,
];

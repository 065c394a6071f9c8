import type { Menu, Values } from "../router/spec";
import { Trap } from "../router/trap";
import { dateTime } from "../router/clock";
import * as v from "../router/values";

const POLICIES =
  "local telnet ssh ftp reboot read write policy test winbox password web sniff sensitive api romon rest-api".split(
    " ",
  );

/** What a group may do: «read,write,api», everything else as «!name», as the router prints it. */
const policy: Menu["properties"][string] = {
  preset: POLICIES.map((name) => `!${name}`).join(","),
  parse(value, name) {
    const given = value.split(",").filter(Boolean);
    for (const one of given)
      if (!POLICIES.includes(one.replace(/^!/, "")))
        throw new Trap(`input does not match any value of ${name}`, 1);
    return POLICIES.map((one) => (given.includes(one) ? one : `!${one}`)).join(",");
  },
};

const group: Menu = {
  path: "/user/group",
  named: true,
  policy: "policy",
  properties: { name: v.neededText(), policy, skin: v.text("default"), comment: v.bare() },
  unique: [{ key: ({ name }) => name, text: "group with the same name already exists" }],
  removing(router, item) {
    for (const { values } of router.table("/user").all())
      if (values.group === item.values.name) throw new Trap("failure: group has some users");
  },
};

const user: Menu = {
  path: "/user",
  named: true,
  policy: "policy",
  properties: {
    name: v.neededText(),
    group: v.needed(v.reference("/user/group")),
    address: v.listOf(v.address()),
    password: { ...v.text(""), secret: "never" },
    "last-logged-in": v.bare(),
    ...v.disabledAndComment,
  },
  unique: [{ key: ({ name }) => name, text: "user with the same name already exists" }],
  state: (router): Values => (router.version >= 7000 ? { expired: "false" } : {}),
};

const active: Menu = {
  path: "/user/active",
  fixed: true,
  properties: {},
  rows: (router) =>
    router.apiSessions().map(({ id, name, address, since, via }) => ({
      id: `*${id.toString(16).toUpperCase()}`,
      values: { when: dateTime(router, since), name, address, via, radius: "false" },
    })),
  state: (_, { values }) => values,
};

/** What the three groups that every router has may do. */
export const GROUPS: Readonly<Record<string, string>> = {
  read: "local,telnet,ssh,reboot,read,test,winbox,password,web,sniff,sensitive,api,romon,rest-api",
  write:
    "local,telnet,ssh,reboot,read,write,test,winbox,password,web,sniff,sensitive,api,romon,rest-api",
  full: POLICIES.join(","),
};

export const userMenus: readonly Menu[] = [group, user, active];

import { createHash, randomBytes } from "node:crypto";
import type { Router } from "./router/router";
import { isIP, BlockList } from "node:net";

/** A user's rights, asked anew for each command: a hand may change the group meanwhile. */
export type Rights = { name: string; can(policy: string): boolean };

/**
 * Both logins. Until 6.42 a challenge comes first whatever the first sentence says; from 6.43 on name and password come
 * in one sentence, and the way with the challenge is gone (on routers from 6.45 on).
 */
export class Login {
  private challenge: Buffer | undefined;

  constructor(
    private readonly router: Router,
    private readonly peer: string,
  ) {}

  attempt(attributes: Map<string, string>): Rights | { ret: string } | { refused: string } {
    const name = attributes.get("name") ?? "";
    const response = attributes.get("response");
    if (this.router.version >= 6043)
      return this.judge(name, (password) => password === (attributes.get("password") ?? ""));
    if (response === undefined) {
      this.challenge = randomBytes(16);
      return { ret: this.challenge.toString("hex") };
    }
    const { challenge } = this;
    this.challenge = undefined;
    return this.judge(
      name,
      (password) => challenge !== undefined && response === `00${answerTo(challenge, password)}`,
    );
  }

  private judge(name: string, right: (password: string) => boolean): Rights | { refused: string } {
    const { router } = this;
    const user = router.table("/user").byName(name);
    const allowed =
      user !== undefined &&
      right(user.values.password ?? "") &&
      user.values.disabled !== "true" &&
      isWithin(this.peer, user.values.address ?? "") &&
      may(router, name, "api");
    if (allowed) return { name, can: (policy) => may(router, name, policy) };
    router.writeLog(
      "system,error,critical",
      `login failure for user ${name} from ${this.peer} via api`,
    );
    return {
      refused: router.version >= 6043 ? "invalid user name or password (6)" : "cannot log in",
    };
  }
}

const answerTo = (challenge: Buffer, password: string): string =>
  createHash("md5")
    .update(Buffer.concat([Buffer.from([0]), Buffer.from(password, "latin1"), challenge]))
    .digest("hex");

function may(router: Router, user: string, policy: string): boolean {
  const group = router.table("/user").byName(user)?.values.group ?? "";
  const policies = router.table("/user/group").byName(group)?.values.policy ?? "";
  return policies.split(",").includes(policy);
}

/** Is the address in one of these prefixes? An empty list lets everybody in. */
export function isWithin(address: string, prefixes: string): boolean {
  if (prefixes === "") return true;
  const list = new BlockList();
  for (const prefix of prefixes.split(",")) {
    const [host = "", length] = prefix.split("/");
    const family = isIP(host) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(host, Number(length ?? (family === "ipv6" ? 128 : 32)), family);
  }
  return list.check(address.replace(/^::ffff:/, ""), "ipv4");
}

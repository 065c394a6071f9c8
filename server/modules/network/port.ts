import type { Ctx } from "@/server/tenancy/context";

/** Whose router it is, and in which request. */
type RouterCtx = Pick<Ctx, "tenantId" | "requestId">;

/** Attributes of one row as the router prints them; its id is `.id`. */
export type Row = Readonly<Record<string, string>>;

export type CommandOptions = {
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** `?name=value` words, in order. */
  readonly queries?: readonly string[];
  readonly proplist?: readonly string[];
};

/** A router's line while it is ours: commands go one after another. Throws `RouterRefusal` when the router says no. */
export interface RouterLine {
  readonly signal: AbortSignal;
  run(
    command: string,
    options?: CommandOptions,
  ): Promise<{ readonly rows: readonly Row[]; readonly ret: string | undefined }>;
}

/** How a router is reached. The password is in memory only. */
export type RouterAccount = {
  readonly integrationId: string;
  readonly host: string;
  readonly port: number;
  readonly tls:
    | { readonly mode: "none" }
    | { readonly mode: "pinned"; readonly fingerprint256: string }
    | { readonly mode: "anonymous" };
  readonly user: string;
  readonly password: string;
  readonly codePage: string;
  /** Private networks that the platform allowed. */
  readonly cidrs: readonly string[];
};

export type RouterCall = {
  readonly operation: string;
  readonly deadlineMs: number;
  /** What panic freezes it as; absent: as any outbound call. `none`: it reads only. */
  readonly actionClass?: "cut" | "none";
};

/** The way to the tenants' routers: one long-lived session for each, one user of it at a time. */
export interface RouterGateway {
  use<T>(
    ctx: RouterCtx,
    account: RouterAccount,
    call: RouterCall,
    work: (line: RouterLine) => Promise<T>,
  ): Promise<T>;
  /** Ends a router's session (its address or password changed). */
  forget(ctx: RouterCtx, integrationId: string): Promise<void>;
  close(): Promise<void>;
}

/** The router answered no: the command did nothing. Its words are for people who know routers. */
export class RouterRefusal extends Error {
  constructor(
    readonly command: string,
    message: string,
    readonly category: number | undefined,
  ) {
    super(message);
    this.name = "RouterRefusal";
  }
  /** Our user lacks a policy: nothing that we write will go through. */
  get isPermission(): boolean {
    return /not enough permissions/i.test(this.message);
  }
}

/** The router does not let our user in. */
export class RouterLoginFailure extends Error {
  constructor() {
    super("the router refused the user or the password");
    this.name = "RouterLoginFailure";
  }
}

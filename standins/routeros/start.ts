import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { selfSigned } from "./certificate";
import { type CodePage, toBytes, toText } from "./code-page";
import { FaultPlan } from "./faults";
import { isWithin } from "./login";
import { abort } from "./outlet";
import { runScript } from "./router/console";
import { execute } from "./router/execute";
import { furnish } from "./router/factory";
import { Router } from "./router/router";
import type { Values } from "./router/spec";
import { type Executed, isWrite, Session } from "./session";
import { StateFile } from "./state-file";

export type RouterOsOptions = {
  /** «6.42», «6.49», «7.17», «7.18» or another; 7.18 where not said. */
  version?: string;
  /** 0 takes a free one. */
  port?: number;
  /** Also `api-ssl`, with a certificate of its own making; 0 takes a free one. */
  tlsPort?: number;
  /** `api-ssl` as it is without a certificate: anonymous Diffie-Hellman, nobody proves who he is. */
  tlsAnonymous?: boolean;
  /** Where the router is kept over restarts. */
  stateFile?: string;
  /** One user «admin» without a password where not said, as out of the box; group «full» unless given. */
  users?: readonly { name: string; password: string; group?: string }[];
  /** How texts given here and read here stand in the router's bytes. */
  codePage?: CodePage;
  maxSessions?: number;
  identity?: string;
  seed?: number;
  /** Milliseconds until a customer's client calls again. */
  redialMs?: number;
  timeZone?: string;
  /** How many commands `log` remembers; 20 000 where not said. */
  logged?: number;
};

const HAND = { user: "admin", can: () => true };

/** Starts a router on 127.0.0.1. */
export async function startRouterOs(options: RouterOsOptions = {}): Promise<RouterOsStandin> {
  const standin = new RouterOsStandin(options);
  await standin.plug();
  return standin;
}

/** A router that can be practised on: the wire of its API in front, hands and faults behind. */
export class RouterOsStandin {
  readonly host = "127.0.0.1";
  readonly faults = new FaultPlan();
  /** Every command that was done, oldest first, with a measure. */
  readonly log: Executed[] = [];
  /** Never forgotten, unlike `log`. */
  readonly counts = { commands: 0, writes: 0, sessions: 0 };
  readonly router: Router;
  private readonly page: CodePage;
  private readonly sessionsNow = new Map<number, Session>();
  private readonly state: StateFile | undefined;
  private servers: Server[] = [];
  private portNow: number;
  private tlsPortNow: number | undefined;
  private readonly certificate: ReturnType<typeof selfSigned> | undefined;

  constructor(private readonly options: RouterOsOptions) {
    this.page = options.codePage ?? "utf8";
    this.portNow = options.port ?? 0;
    this.tlsPortNow = options.tlsPort;
    if (options.tlsPort !== undefined && !options.tlsAnonymous)
      this.certificate = selfSigned(options.identity ?? "MikroTik");
    this.router = new Router({
      version: options.version ?? "7.18",
      identity: toBytes(options.identity ?? "MikroTik", this.page),
      seed: options.seed ?? 1,
      maxSessions: options.maxSessions ?? 20,
      redialMs: options.redialMs ?? 300,
      timeZone: options.timeZone ?? "America/Lima",
      users: (options.users ?? [{ name: "admin", password: "" }]).map(
        ({ name, password, group = "full" }) => ({
          ...{ name: toBytes(name, this.page), password: toBytes(password, this.page), group },
        }),
      ),
    });
    this.router.skew = () => this.faults.clockSkewMs;
    this.router.apiSessions = () => this.userSessions();
    this.router.onReboot = () => void this.reboot(1000);
    if (options.stateFile !== undefined)
      this.state = new StateFile(options.stateFile, this.router, this.page);
    if (!this.state?.load()) furnish(this.router);
    this.state?.watch();
  }

  get port(): number {
    return this.portNow;
  }

  get tlsPort(): number | undefined {
    return this.tlsPortNow;
  }

  /** SHA-256 of the certificate of `api-ssl`, as people copy it. */
  get certificateFingerprint(): string | undefined {
    return this.certificate?.fingerprint256;
  }

  get plugged(): boolean {
    return this.servers.length > 0;
  }

  /** Rows as they are now. */
  menu(path: string): Values[] {
    return [...this.router.items(path)].map((item) => this.shown(this.router.row(path, item)));
  }

  /** A hand on the router (Winbox): no permission is asked, what a menu refuses is refused here too. */
  add(path: string, attributes: Values): string {
    const given = this.taken(attributes);
    if (this.router.table(path).menu.fixed)
      return this.router.insert(path, given, { madeAt: Date.now() }).id;
    return execute(this.router, `${path}/add`, new Map(Object.entries(given)), [], HAND).ret ?? "";
  }

  set(path: string, id: string, attributes: Values): void {
    const given = new Map(
      Object.entries({ ...this.taken(attributes), ".id": toBytes(id, this.page) }),
    );
    if (this.router.table(path).menu.single) given.delete(".id");
    execute(this.router, `${path}/set`, given, [], HAND);
  }

  remove(path: string, id: string): void {
    this.router.delete(path, this.router.find(path, toBytes(id, this.page)));
  }

  /** Any other command of a hand: `move`, `make-static`, `run`. Rows and `ret` as the router gives them. */
  run(command: string, attributes: Values = {}): { rows: Values[]; ret: string | undefined } {
    const { rows = [], ret } = execute(
      this.router,
      command,
      new Map(Object.entries(this.taken(attributes))),
      [],
      HAND,
    );
    return { rows: [...rows].map((row) => this.shown(row)), ret };
  }

  /** A person pastes a script into the terminal; gives what it put out. Throws the error that nothing in it caught. */
  paste(script: string): string[] {
    return runScript(this.router, toBytes(script, this.page), HAND).map((line) =>
      toText(line, this.page),
    );
  }

  /** A PPPoE client dials, and again whenever its session went. */
  dial(username: string, more: { redialMs?: number; callerId?: string } = {}): void {
    this.router.ppp.dial(toBytes(username, this.page), more);
  }

  hangUp(username: string): void {
    this.router.ppp.hangUp(toBytes(username, this.page));
  }

  /** A DHCP client asks for an address, and renews it. */
  join(mac: string, server: string, more: { host?: string; renewMs?: number } = {}): void {
    this.router.dhcp.join(mac.toUpperCase(), server, more);
  }

  /** The customer sends and takes so many bytes at once. */
  use(username: string, sent: number, taken: number): void {
    this.router.ppp.use(toBytes(username, this.page), sent, taken);
  }

  /** Connections of the API that are open. */
  sessions(): number {
    return this.sessionsNow.size;
  }

  /** The cable to it: connections are cut off, new ones refused. Customers' sessions do not notice. */
  async unplug(): Promise<void> {
    const servers = this.servers.splice(0);
    for (const { socket } of this.sessionsNow.values()) abort(socket);
    await Promise.all(
      servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
  }

  async plug(): Promise<void> {
    if (this.plugged) return;
    const plain = createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.servers.push(plain);
    this.portNow = await opened(plain, this.portNow);
    if (this.tlsPortNow === undefined) return;
    const secure = tlsServer(this.certificate, (socket) => this.accept(socket));
    this.servers.push(secure);
    this.tlsPortNow = await opened(secure, this.tlsPortNow);
  }

  /** Off and on again: sessions, counters and dynamic rows are gone; clients call again once it is up. */
  async reboot(downMs: number): Promise<void> {
    await this.unplug();
    this.router.loseMemory();
    await new Promise((resolve) => setTimeout(resolve, downMs));
    this.router.bootedAt = Date.now();
    await this.plug();
    this.router.wake();
  }

  async close(): Promise<void> {
    await this.unplug();
    this.router.stop();
    this.state?.write();
  }

  private accept(socket: Socket): void {
    const { router } = this;
    const service = router.table("/ip/service").byName("api");
    const most = Number(service?.values["max-sessions"] ?? router.settings.maxSessions);
    const welcome =
      service?.values.disabled !== "true" &&
      isWithin(socket.remoteAddress ?? "", service?.values.address ?? "") &&
      this.sessionsNow.size < most;
    if (!welcome) return void socket.on("error", () => undefined).destroy();
    const id = ++this.counts.sessions;
    this.sessionsNow.set(
      id,
      new Session(router, this.faults, socket, id, (done) => this.note(done)),
    );
    socket.on("close", () => this.sessionsNow.delete(id));
  }

  private note(executed: Executed): void {
    this.counts.commands++;
    if (isWrite(executed.command)) this.counts.writes++;
    this.log.push({ ...executed, attributes: this.shown(executed.attributes) });
    if (this.log.length > (this.options.logged ?? 20_000)) this.log.splice(0, this.log.length >> 1);
  }

  private userSessions() {
    return [...this.sessionsNow.values()].flatMap(({ id, rights, since, socket }) =>
      rights
        ? [{ id, name: rights.name, address: socket.remoteAddress ?? "", since, via: "api" }]
        : [],
    );
  }

  private shown(values: Values): Values {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, toText(value, this.page)]),
    );
  }

  private taken(values: Values): Values {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, toBytes(value, this.page)]),
    );
  }
}

/** The port that it listens on. */
function opened(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function tlsServer(
  certificate: { key: string; cert: string } | undefined,
  accept: (socket: Socket) => void,
): Server {
  const anonymous = {
    ciphers: "ADH-AES256-GCM-SHA384:@SECLEVEL=0",
    maxVersion: "TLSv1.2",
    dhparam: "auto",
  } as const;
  return createTlsServer({ ...(certificate ?? anonymous), noDelay: true }, accept).on(
    "tlsClientError",
    () => undefined,
  );
}

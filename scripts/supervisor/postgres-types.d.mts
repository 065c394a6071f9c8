export interface PostgresOptions {
  /** The data folder; made with mode 0700 where it is absent. The cluster lies in `postgres/` inside. */
  dataDir: string;
  /** Default: its own free port, remembered in the data folder. */
  port?: number;
  /** postgresql.conf settings for this start. */
  settings?: Record<string, string>;
  log?: (line: string) => void;
  /** Which ways to run it may be tried, in order (for tests). */
  runners?: readonly RunnerKind[];
  /** Folder with bin, lib and share (for tests). */
  native?: string;
}

export type RunnerKind = "plain" | "switch" | "unshare" | "copy";

export interface RunningPostgres {
  /** As `trama_owner`: owns database `trama`, may create roles and databases, is no superuser. */
  url: string;
  /** As `postgres`, the superuser, on the same database. */
  superuserUrl: string;
  port: number;
  pid: number;
  runner: RunnerKind;
  /** Settles with the exit code or signal when the server ends, wanted or not. */
  exited: Promise<string>;
  /** What it has logged since this start (at most 64 000 characters). */
  lastWords(): string;
  /** Fast shutdown; safe to call twice. */
  stop(): Promise<void>;
}
